package dev.taly.activity.enrich;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.RejectionCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EnricherTest {
    private static final Duration PLENTY = Duration.ofSeconds(50);
    private static final Finding FINDING = Finding.of(Cases.json("{'provider':'test'}"));

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void findings_standBesideTheEventInTheEnrichmentsOrder() {
        List<ActivityEvent> events = events(2);

        EnrichedBatch batch = enricher(always("geo", FINDING), never("client"), always("role", FINDING))
                .enrich(events, PLENTY);

        assertThat(batch.events()).extracting(Enriched::event).isEqualTo(events);
        assertThat(batch.events())
                .allSatisfy(enriched -> assertThat(enriched.details().keySet()).containsExactly("geo", "role"));
        assertThat(batch.events()).allMatch(enriched -> enriched.rejection().isEmpty());
        assertThat(batch.missing()).isEmpty();
    }

    @Test
    void failure_isAbsentAndCountedAndCostsNoOtherFinding() {
        AtomicInteger calls = new AtomicInteger();
        Enrichment brittle = new Fixed("geo", event -> {
            switch (calls.incrementAndGet()) {
                case 2 -> throw new IllegalStateException("no database");
                case 3 -> throw new StackOverflowError();
                default -> {
                    return Optional.of(FINDING);
                }
            }
        });

        EnrichedBatch batch = enricher(brittle, always("role", FINDING)).enrich(events(4), PLENTY);

        assertThat(batch.events()).extracting(EnricherTest::hasGeo).containsExactly(true, false, false, true);
        assertThat(batch.events()).allMatch(enriched -> enriched.details().containsKey("role"));
        assertThat(batch.missing()).isEqualTo(Map.of("geo.failed", 2L));
    }

    @Test
    void hangingEnrichment_costsOneBatchTheLimitAndTheNextNothingUntilItComesBack() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Enrichment hanging = new Fixed("geo", event -> {
            if (calls.incrementAndGet() == 2) {
                awaitWhateverHappens(release);
            }
            return Optional.of(FINDING);
        });
        Enricher enricher = enricher(hanging);

        EnrichedBatch first = enricher.enrich(events(3), Duration.ofSeconds(1));
        EnrichedBatch second = enricher.enrich(events(3), PLENTY);
        release.countDown();

        assertThat(first.events()).extracting(EnricherTest::hasGeo).containsExactly(true, false, false);
        assertThat(first.missing()).isEqualTo(Map.of("geo.late", 2L));
        assertThat(second.missing()).isEqualTo(Map.of("geo.skipped", 3L));
        // What it found after the end is nobody's any more: it went on with no other event, and then is back.
        threads.shutdown();
        assertThat(threads.awaitTermination(30, SECONDS)).isTrue();
        assertThat(calls).hasValue(2);
    }

    @Test
    void hangingEnrichment_isAskedAgainOnceItIsBack() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        Enrichment hanging = new Fixed("geo", event -> {
            hangs.countDown();
            awaitWhateverHappens(release);
            return Optional.of(FINDING);
        });
        Enricher enricher = enricher(hanging);
        enricher.enrich(events(1), Duration.ofSeconds(1));
        assertThat(hangs.await(30, SECONDS)).isTrue();

        release.countDown();
        EnrichedBatch later = enricher.enrich(events(1), PLENTY);
        while (later.missing().containsKey("geo.skipped")) {
            later = enricher.enrich(events(1), PLENTY);
        }

        assertThat(hasGeo(later.events().get(0))).isTrue();
    }

    @Test
    void interruptedBatch_goesOnWithWhatIsThereAndStaysInterrupted() {
        Enrichment hanging = new Fixed("geo", event -> {
            awaitWhateverHappens(new CountDownLatch(1));
            return Optional.empty();
        });
        Enricher enricher = new Enricher(List.of(hanging), work -> {}, Duration.ofSeconds(50), System::nanoTime);

        Thread.currentThread().interrupt();
        EnrichedBatch batch = enricher.enrich(events(1), PLENTY);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(batch.events()).hasSize(1);
        assertThat(batch.missing()).isEqualTo(Map.of("geo.late", 1L));
    }

    @Test
    void missingThreads_costTheFindingsOnly() {
        Enricher enricher = new Enricher(
                List.of(always("geo", FINDING)),
                work -> {
                    throw new RejectedExecutionException();
                },
                PLENTY,
                System::nanoTime);

        EnrichedBatch batch = enricher.enrich(events(2), PLENTY);

        assertThat(batch.events()).hasSize(2);
        assertThat(batch.missing()).isEqualTo(Map.of("geo.skipped", 2L));
    }

    @Test
    void level_isRaisedAndNeverLowered() {
        Enrichment suspicious = always("role", FINDING.deserving(Level.WARN));
        List<ActivityEvent> events = List.of(
                Cases.event().level(Level.INFO).build(),
                Cases.event().level(Level.WARN).build(),
                Cases.event().level(Level.CRITICAL).build());

        assertThat(enricher(suspicious).enrich(events, PLENTY).events())
                .extracting(enriched -> enriched.event().level())
                .containsExactly(Level.WARN, Level.WARN, Level.CRITICAL);
    }

    @Test
    void firstRejection_counts() {
        Rejection first = new Rejection(RejectionCode.INVALID_FIELD, "/tenantId", "First.");
        Rejection second = new Rejection(RejectionCode.INVALID_FIELD, "/actorId", "Second.");

        EnrichedBatch batch = enricher(always("a", FINDING.refusing(first)), always("b", FINDING.refusing(second)))
                .enrich(events(1), PLENTY);

        assertThat(batch.events().get(0).rejection()).contains(first);
    }

    @Test
    void emptyBatch_asksNobody() {
        Enricher enricher = enricher(new Fixed("geo", event -> {
            throw new AssertionError("asked");
        }));

        assertThat(enricher.enrich(List.of(), PLENTY)).isEqualTo(new EnrichedBatch(List.of(), Map.of()));
    }

    @Test
    void names_mustDiffer() {
        assertThatIllegalArgumentException().isThrownBy(() -> enricher(never("geo"), never("geo")));
    }

    private Enricher enricher(Enrichment... enrichments) {
        return new Enricher(List.of(enrichments), threads, PLENTY, System::nanoTime);
    }

    private static List<ActivityEvent> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Cases.event().id("e" + i).build())
                .toList();
    }

    private static boolean hasGeo(Enriched enriched) {
        return enriched.details().containsKey("geo");
    }

    private static Enrichment always(String name, Finding finding) {
        return new Fixed(name, event -> Optional.of(finding));
    }

    private static Enrichment never(String name) {
        return new Fixed(name, event -> Optional.empty());
    }

    /** As a driver that takes no notice of interrupts. */
    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean released = false;
        while (!released) {
            try {
                released = latch.await(50, SECONDS);
            } catch (InterruptedException e) {
                // Goes on.
            }
        }
    }

    private record Fixed(String name, Function<ActivityEvent, Optional<Finding>> finder) implements Enrichment {
        @Override
        public Optional<Finding> find(ActivityEvent event) {
            return finder.apply(event);
        }
    }
}
