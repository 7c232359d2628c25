package dev.taly.activity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.DropReason;
import dev.taly.activity.publish.DroppedEvent;
import dev.taly.activity.publish.PublishListener;
import dev.taly.activity.publish.PublishResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault on every request of the flow: what {@code publish} accepted is in S3 or in the dead letters all the same. */
@Timeout(120)
final class WireFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path data;

    private static FaultyStack stack;

    @BeforeAll
    static void start() {
        stack = FaultyStack.start(data, 1, 20);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void endFaults() {
        stack.plan().startOver();
    }

    @Test
    void everyFaultOfAWrite_costsOnlyItsOwnTenantTime() {
        Set<String> ids = new HashSet<>();
        for (Fault fault : Fault.values()) {
            stack.plan()
                    .add(FaultRule.of(fault)
                            .puts("events/tenant=" + tenant(fault) + "/")
                            .most(moreThanTheClientBears(fault)));
        }
        try (ActivityPublisher publisher = stack.publisher().build()) {
            for (Fault fault : Fault.values()) {
                ids.addAll(Published.by(publisher, tenant(fault), 3));
            }
            ids.addAll(Published.by(publisher, "healthy", 3));
            assertThat(publisher.flush(PATIENCE)).isZero();
        }

        Reckoning all = stack.settled();

        assertThat(all.lines()).containsKeys(ids.toArray(String[]::new));
        assertThat(all.letters()).isEmpty();
        for (Fault fault : Fault.values()) {
            assertThat(stack.plan().injected(fault)).as("%s", fault).isPositive();
        }
        assertThat(stack.receives.most("healthy")).isEqualTo(1);
        assertThat(stack.receives.most(tenant(Fault.DENIED_403))).isGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DENIED_403", "RESET_AFTER", "UNANSWERED"})
    void faultOfAReceipt_letsTheWholeBatchComeAgain(Fault fault) {
        String tenant = "receipt-" + tenant(fault);
        stack.plan().add(FaultRule.of(fault).puts("receipts/").most(moreThanTheClientBears(fault)));
        Set<String> ids = publish(tenant, 5);

        Reckoning all = stack.settled();

        assertThat(all.lines()).containsKeys(ids.toArray(String[]::new));
        assertThat(all.letters()).isEmpty();
    }

    @Test
    void tenantWhosePrefixFails_waitsAlone() {
        stack.plan().add(FaultRule.of(Fault.SLOW_DOWN_503).puts("events/tenant=slowed/"));
        Set<String> slowed = publish("slowed", 10);
        Set<String> others = publish("others", 10);

        assertThat(Await.until(PATIENCE, () -> stack.stored().missing(others).isEmpty()))
                .isTrue();
        assertThat(Await.until(PATIENCE, () -> stack.receives.most("slowed") > 1))
                .isTrue();
        assertThat(stack.stored().missing(slowed)).isEqualTo(slowed);
        assertThat(stack.deadLetters()).isZero();
        assertThat(stack.receives.most("others")).isEqualTo(1);

        stack.plan().end();
        assertThat(stack.settled().lines()).containsKeys(slowed.toArray(String[]::new));
    }

    @Test
    void everyFaultOfAReceive_losesNothing() {
        assertThat(survives("ReceiveMessage", "receive")).isEmpty();
    }

    @Test
    void everyFaultOfADelete_makesIdenticalDuplicatesAtMost() {
        long before = stack.stored().duplicates();

        assertThat(survives("DeleteMessageBatch", "delete")).isEmpty();
        assertThat(stack.stored().duplicates()).isGreaterThan(before);
    }

    /** Publishes until each fault has been met; the ids that are missing in S3. */
    private static Set<String> survives(String operation, String tenant) {
        for (Fault fault : Fault.values()) {
            // The poller's client bears three failures in a row, but these come one after the other.
            stack.plan()
                    .add(FaultRule.of(fault)
                            .service("sqs")
                            .operation(operation)
                            .most(fault == Fault.UNREACHED || fault == Fault.UNANSWERED ? 1 : 2));
        }
        Set<String> ids = new HashSet<>();
        boolean allMet = Await.until(PATIENCE, () -> {
            ids.addAll(publish(tenant, 5));
            return metAll();
        });
        assertThat(allMet).as("met %s", stack.plan().injected()).isTrue();
        stack.plan().end();
        Reckoning all = stack.settled();
        assertThat(all.letters()).isEmpty();
        return all.missing(ids);
    }

    @Test
    void everyFaultOfADeadLetter_leavesOneOrMoreIdenticalLetters() {
        for (Fault fault : Fault.values()) {
            stack.plan()
                    .add(FaultRule.of(fault)
                            .service("sqs")
                            .operation("SendMessageBatch")
                            .most(moreThanTheClientBears(fault)));
        }
        Set<String> poison = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            poison.add("{\"broken\":" + i);
        }
        poison.forEach(stack::publishBare);
        Set<String> ids = publish("with-poison", 10);

        Reckoning all = stack.settled();

        assertThat(metAll()).as("met %s", stack.plan().injected()).isTrue();
        assertThat(all.letters())
                .allSatisfy(letter -> assertThat(letter.messageAttributes()).containsKey("rejection.code"))
                .extracting(letter -> letter.body())
                .hasSameElementsAs(poison);
        assertThat(all.missing(ids)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void faultOfAPublish_isTriedAgain(Fault fault) {
        stack.plan().add(FaultRule.of(fault).operation("PublishBatch").most(2));
        Set<String> ids;
        try (ActivityPublisher publisher = stack.publisher().senders(1).build()) {
            ids = Published.by(publisher, "publish", 25);
            assertThat(publisher.flush(PATIENCE)).isZero();
            assertThat(publisher.stats().delivered()).isEqualTo(25);
            assertThat(publisher.stats().droppedInAll()).isZero();
            assertThat(publisher.stats().retries()).isGreaterThanOrEqualTo(fault == Fault.SLOW ? 0 : 5);
        }
        assertThat(stack.plan().injected(fault)).isEqualTo(2);

        Reckoning all = stack.settled();

        assertThat(all.missing(ids)).isEmpty();
        assertThat(all.letters()).isEmpty();
    }

    @Test
    void topicThatIsDownForAWhile_costsNothingThatWasAccepted() {
        stack.plan().add(FaultRule.of(Fault.RESET_BEFORE).service("sns"));
        Set<String> accepted = new HashSet<>();
        int dropped = 0;
        try (ActivityPublisher publisher = stack.publisher().bufferEvents(50).build()) {
            for (int i = 0; i < 80; i++) {
                PublishResult result = publisher.publish(Published.event("outage"));
                if (result instanceof PublishResult.Accepted event) {
                    accepted.add(event.id());
                } else {
                    dropped++;
                }
            }
            assertThat(Await.until(PATIENCE, () -> publisher.stats().retries() > 100))
                    .isTrue();
            assertThat(publisher.stats().delivered()).isZero();

            stack.plan().end();
            assertThat(publisher.flush(PATIENCE)).isZero();
            assertThat(publisher.stats().delivered()).isEqualTo(50);
            assertThat(publisher.stats().dropped()).containsOnlyKeys(DropReason.BUFFER_FULL);
            assertThat(publisher.stats().droppedInAll()).isEqualTo(dropped).isEqualTo(30);
        }

        Reckoning all = stack.settled();

        assertThat(all.missing(accepted)).isEmpty();
        assertThat(all.letters()).isEmpty();
    }

    @Test
    void topicThatIsDownForTooLong_losesNothingInSilence() {
        stack.plan().add(FaultRule.of(Fault.SLOW_DOWN_503).service("sns"));
        Set<String> dropped = ConcurrentHashMap.newKeySet();
        Set<DropReason> reasons = ConcurrentHashMap.newKeySet();
        PublishListener listener = new PublishListener() {
            @Override
            public void onDropped(DroppedEvent event) {
                reasons.add(event.reason());
                dropped.add(String.valueOf(event.id()));
            }
        };
        try (ActivityPublisher publisher = stack.publisher()
                .listener(listener)
                .deliveryTimeout(Duration.ofMillis(300))
                .build()) {
            Set<String> ids = Published.by(publisher, "expired", 25);
            assertThat(Await.until(PATIENCE, () -> publisher.stats().pending() == 0))
                    .isTrue();
            assertThat(dropped).isEqualTo(ids);
            assertThat(reasons).isEqualTo(Set.of(DropReason.EXPIRED));
            assertThat(publisher.stats().dropped()).containsEntry(DropReason.EXPIRED, 25L);
            assertThat(stack.settled().missing(ids)).isEqualTo(ids);
        }
    }

    private static Set<String> publish(String tenant, int count) {
        try (ActivityPublisher publisher = stack.publisher().build()) {
            Set<String> ids = Published.by(publisher, tenant, count);
            assertThat(publisher.flush(PATIENCE)).isZero();
            return ids;
        }
    }

    private static boolean metAll() {
        return List.of(Fault.values()).stream().noneMatch(fault -> stack.plan().injected(fault) == 0);
    }

    /** The SDK tries up to four times by itself, but neither what is denied nor beyond the time of a call. */
    private static int moreThanTheClientBears(Fault fault) {
        return switch (fault) {
            case DENIED_403, UNREACHED, UNANSWERED, SLOW -> 2;
            default -> 6;
        };
    }

    private static String tenant(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }
}
