package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.deadletter.OperationLog.Operation;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OperationLogTest {
    private static final EventRules CLOSED = new EventRules(ActionCatalogue.shipped(), true, null, action -> false);

    private final InMemoryLetterQueue consumer = new InMemoryLetterQueue(Letters.NOW);

    @ParameterizedTest
    @EnumSource
    void operation_isAnEventThatEvenAClosedCatalogueTakes(Operation operation) {
        assertThat(log("operations").record(operation, "activity-dlq", Map.of("sent", 5L)))
                .isEmpty();

        Decoded decoded =
                new EventCodec(CLOSED).decode(consumer.messages().get(0).body(), Letters.NOW);
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Accepted.class, accepted -> {
            ActivityEvent event = accepted.event();
            assertThat(event.action()).isEqualTo(operation.action());
            assertThat(event.tenantId()).isEqualTo("operations");
            assertThat(event.actorId()).isEqualTo("alice");
            assertThat(event.resourceId()).isEqualTo("activity-dlq");
            assertThat(event.metadata()).hasToString("{\"sent\":5}");
        });
    }

    @Test
    void tenantThatIsNone_isAProblemAndNoException() {
        assertThat(log("../etc").record(Operation.PURGED, "activity-dlq", Map.of()))
                .startsWith("tenantId must");
    }

    @Test
    void queueThatRefuses_isAProblem() {
        consumer.refusing(letter -> true);

        assertThat(log("operations").record(Operation.PURGED, "activity-dlq", Map.of()))
                .isEqualTo("refused on purpose");
    }

    private OperationLog log(String tenantId) {
        return new OperationLog(consumer, tenantId, "alice", Clock.fixed(Letters.NOW, ZoneOffset.UTC));
    }
}
