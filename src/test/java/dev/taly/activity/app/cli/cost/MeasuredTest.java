package dev.taly.activity.app.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.app.cli.SampleEvents;
import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.archive.Receipt;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.consume.Preparation;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the model supposes of the consumer, held against the consumer. */
final class MeasuredTest {
    private static final long SEED = 20240328;
    private static final Instant NOW = Instant.parse("2024-03-28T12:45:33.120Z");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final SampleEvents samples = new SampleEvents(SEED, NOW, 1);
    private final EventCodec codec = new EventCodec(EventRules.standard());
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private long sent;

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void objects_ofABatchOfEqualTenantsAreAsManyAsTheModelSays() {
        consume(1000, new Tenants(1000, 0));
        assertThat(objects())
                .as("seed %s", SEED)
                .isCloseTo((int) new Tenants(1000, 0).among(1000), Percentage.withPercentage(6));
    }

    @Test
    void objects_ofABatchOfUnequalTenantsAreAsManyAsTheModelSays() {
        consume(1000, new Tenants(1000, 1));
        assertThat(objects())
                .as("seed %s", SEED)
                .isCloseTo((int) new Tenants(1000, 1).among(1000), Percentage.withPercentage(12));
    }

    @Test
    void bytes_ofObjectsAndReceiptsAreWhatTheModelSays() {
        for (int events : List.of(1, 10, 100, 1000)) {
            long before = bytes(Partition.ROOT);
            sent = 0;
            consume(events, new Tenants(1, 0));
            assertThat((double) bytes(Partition.ROOT) - before)
                    .as("%s events, seed %s", events, SEED)
                    .isCloseTo(Measured.objectBytes(events, (int) (sent / events)), Percentage.withPercentage(15));
        }
        assertThat((double) bytes(Receipt.ROOT)).isCloseTo(4 * Measured.receiptBytes(1), Percentage.withPercentage(5));
    }

    private void consume(int events, Tenants tenants) {
        Clock clock = Clock.fixed(NOW.plusMillis(events), ZoneOffset.UTC);
        BatchConsumer consumer = new BatchConsumer(
                Preparation.plain(codec, clock), new Archive(store, clock), letters -> Set.of(), threads, threads);
        List<SourceMessage> messages = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            messages.add(message(tenants));
        }
        assertThat(consumer.consume("batch", messages, () -> Duration.ofMinutes(1))
                        .failedIds())
                .isEmpty();
    }

    private SourceMessage message(Tenants tenants) {
        String body = EventCodec.encode(samples.next()
                        .id(new UUID(random.nextLong(), random.nextLong()).toString())
                        .tenantId("tenant-" + drawn(tenants))
                        .timestamp(NOW.minusMillis(random.nextInt(60_000)))
                        .traceId(Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()))
                        .build())
                .toString();
        sent += body.length();
        return new SourceMessage(new UUID(random.nextLong(), random.nextLong()).toString(), body, NOW, Map.of());
    }

    private int drawn(Tenants tenants) {
        double all = 0;
        for (int i = 1; i <= tenants.count(); i++) {
            all += Math.pow(i, -tenants.skew());
        }
        double left = random.nextDouble() * all;
        int tenant = 0;
        while (left >= 0 && tenant < tenants.count()) {
            tenant++;
            left -= Math.pow(tenant, -tenants.skew());
        }
        return tenant;
    }

    private int objects() {
        return (int) store.keys().stream()
                .filter(key -> key.startsWith(Partition.ROOT))
                .count();
    }

    private long bytes(String root) {
        return store.keys().stream()
                .filter(key -> key.startsWith(root))
                .mapToLong(this::length)
                .sum();
    }

    private long length(String key) {
        try (var body = store.get(key).orElseThrow().body()) {
            return body.readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
