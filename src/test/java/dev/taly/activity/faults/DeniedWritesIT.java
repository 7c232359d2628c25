package dev.taly.activity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.publish.ActivityPublisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bucket that denies a tenant's writes for good: after two receives the queue itself moves the messages. */
@Timeout(120)
final class DeniedWritesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    @Test
    void messagesOfTheDeniedTenant_endInTheDeadLettersAndNoOthers() {
        try (FaultyStack stack = FaultyStack.start(data, 1, 2)) {
            stack.plan().add(FaultRule.of(Fault.DENIED_403).puts("events/tenant=denied/"));
            Set<String> denied;
            Set<String> others;
            try (ActivityPublisher publisher = stack.publisher().build()) {
                denied = Published.by(publisher, "denied", 15);
                others = Published.by(publisher, "others", 15);
                assertThat(publisher.flush(PATIENCE)).isZero();
            }

            Reckoning all = stack.settled();

            assertThat(all.lines().keySet()).containsAll(others).doesNotContainAnyElementsOf(denied);
            assertThat(all.deadIds()).isEqualTo(denied);
            assertThat(all.letters())
                    .hasSize(15)
                    .allSatisfy(letter -> assertThat(letter.messageAttributes())
                            .as("what the queue moves has no reason, only what the publisher gave it")
                            .containsOnlyKeys("tenantId", "action", "level"));
            assertThat(stack.receives.most("denied")).isEqualTo(2);
            assertThat(stack.receives.most("others")).isEqualTo(1);
        }
    }
}
