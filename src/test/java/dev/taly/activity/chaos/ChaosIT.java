package dev.taly.activity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.faults.Await;
import dev.taly.activity.faults.Fault;
import dev.taly.activity.faults.Reckoning;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.DropReason;
import dev.taly.activity.publish.DroppedEvent;
import dev.taly.activity.publish.PublishListener;
import dev.taly.activity.publish.PublisherStats;
import dev.taly.activity.runtime.ExecutionEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;

/** The chaos run; see the package. Short by default, and long with the profile {@code chaos}. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime runs on Linux only")
final class ChaosIT {
    private static final int FIRST_EVENTS = 100;
    private static final int EVENTS_FOR_AN_INVOCATION = 11;
    private static final Duration CLOSE = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofMinutes(3);

    @TempDir
    private Path data;

    private final ChaosSettings settings = ChaosSettings.ofSystem();
    private final Map<String, DropReason> dropped = new ConcurrentHashMap<>();

    @Test
    void acceptedEvents_areStoredOrDeadLetteredOrCountedAsLost() throws Exception {
        Path logs = Files.createDirectories(Path.of("target", "chaos").toAbsolutePath());
        Files.deleteIfExists(logs.resolve(ExecutionEnvironment.LOG));
        System.out.println("chaos: " + settings + "; what the killed processes printed is in " + logs);
        KillSchedule schedule = new KillSchedule(settings.seed(), settings.kills());
        // So that there is always something in the queue, and never much.
        Semaphore wanted = new Semaphore(FIRST_EVENTS);
        PublishListener listener = new PublishListener() {
            @Override
            public void onDropped(DroppedEvent event) {
                dropped.put(String.valueOf(event.id()), event.reason());
            }
        };
        try (Killer killer = new Killer(schedule, () -> wanted.release(EVENTS_FOR_AN_INVOCATION));
                ChaosStack stack = new ChaosStack(data, logs, settings.seed(), killer);
                ActivityPublisher publisher = stack.publisher(listener)) {
            Producers producers = new Producers(publisher, stack::publishBare, wanted, settings.seed());
            stack.startFaults();
            producers.start();
            long startNanos = System.nanoTime();
            boolean enough = Await.until(settings.limit(), schedule::isOver);
            schedule.end();
            producers.end();
            publisher.close(CLOSE);
            stack.plan().end();
            long endNanos = System.nanoTime();
            Reckoning all = stack.settled(DRAIN);

            Outcome outcome = new Outcome(producers, publisher.stats(), all, Map.copyOf(dropped));
            System.out.println(report(killer, stack.plan().injected(), outcome));
            System.out.println("  seconds          " + seconds(startNanos, endNanos) + " of faults, "
                    + seconds(endNanos, System.nanoTime()) + " until all was settled");
            check(outcome);
            int kills =
                    killer.kills().values().stream().mapToInt(Integer::intValue).sum();
            assertThat(enough ? kills : settings.kills()).as("kills").isEqualTo(settings.kills());
        }
    }

    /** @param dropped what the listener heard of: lost, though some of it may have arrived after all */
    private record Outcome(Producers producers, PublisherStats stats, Reckoning all, Map<String, DropReason> dropped) {
        /** The ids that are nowhere, though nobody said so. */
        Set<String> lost() {
            Set<String> lost = new HashSet<>(all.missing(producers.accepted()));
            lost.removeAll(dropped.keySet());
            return lost;
        }

        /** The bodies of dead letters that were no events. */
        List<String> deadPoison() {
            return all.letters().stream()
                    .map(Message::body)
                    .filter(body -> body.startsWith("{\"poison\""))
                    .toList();
        }

        /** How many dead letters there are for each reason. */
        Map<String, Long> reasons() {
            return all.letters().stream()
                    .collect(Collectors.groupingBy(ChaosIT::reason, TreeMap::new, Collectors.counting()));
        }
    }

    private void check(Outcome outcome) {
        String replay = "replay with -Dchaos.seed=" + settings.seed() + " -Dchaos.kills=" + settings.kills();
        Set<String> accepted = outcome.producers().accepted();
        assertThat(outcome.lost()).as("lost; " + replay).isEmpty();
        assertThat(accepted)
                .as("everything that is there was accepted")
                .containsAll(outcome.all().lines().keySet())
                .containsAll(outcome.all().deadIds());
        outcome.all().checkDuplicates().checkLetters();
        assertThat(outcome.deadPoison())
                .as(replay)
                .hasSameElementsAs(outcome.producers().poison());
        assertThat(outcome.stats().pending()).isZero();
        assertThat(outcome.stats().droppedInAll())
                .as("every drop is counted")
                .isEqualTo(outcome.dropped().size());
        assertThat(outcome.stats().published())
                .isEqualTo(outcome.stats().delivered() + outcome.stats().droppedInAll());
    }

    private String report(Killer killer, Map<Fault, Integer> faults, Outcome outcome) {
        return String.join(
                System.lineSeparator(),
                "chaos: seed " + settings.seed(),
                "  faults injected  " + faults,
                "  invocations      " + killer.invocations() + ", killed " + killer.kills(),
                "  accepted         " + outcome.producers().accepted().size() + " (not accepted "
                        + outcome.producers().refused() + ", given up by the publisher "
                        + outcome.dropped().size()
                        + ", sent again " + outcome.stats().retries() + ")",
                "  stored           " + outcome.all().lines().size() + " ids, "
                        + outcome.all().duplicates() + " duplicate lines, of which "
                        + outcome.all().publishedTwice() + " were published twice",
                "  dead letters     " + outcome.all().letters().size() + " " + outcome.reasons() + " for "
                        + outcome.all().deadIds().size() + " events and "
                        + outcome.producers().poison().size() + " poison messages",
                "  lost             " + outcome.lost().size());
    }

    private static long seconds(long fromNanos, long toNanos) {
        return Duration.ofNanos(toNanos - fromNanos).toSeconds();
    }

    private static String reason(Message letter) {
        return letter.messageAttributes().containsKey("rejection.code") ? "rejected" : "moved after too many receives";
    }
}
