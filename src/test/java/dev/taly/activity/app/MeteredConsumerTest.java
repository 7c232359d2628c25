package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.consume.Preparation;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.watch.metrics.Measurements.Sample;
import dev.taly.activity.watch.metrics.Metric;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MeteredConsumerTest {
    private static final Instant NOW = Instant.parse("2024-03-28T12:45:33Z");

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final List<Sample> samples = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final MessageConsumer consumer = new BatchConsumer(
            Preparation.plain(new EventCodec(EventRules.standard()), clock),
            new Archive(store, clock),
            letters -> letters.stream()
                    .map(DeadLetter::message)
                    .map(SourceMessage::messageId)
                    .collect(Collectors.toSet()),
            threads,
            threads);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void batch_isMeasured() {
        consume(
                measured -> samples.addAll(measured.samples()),
                event("m-1", "acme", "e-1", "2024-03-28T12:45:30Z"),
                event("m-2", "acme", "e-1", "2024-03-28T12:45:30Z"),
                event("m-3", "beta", "e-1", "2024-03-28T12:46:30Z"),
                message("m-4", "?"));

        assertThat(values(Metric.EVENTS_STORED)).containsExactly(3.0);
        assertThat(values(Metric.OBJECTS_STORED)).containsExactly(2.0);
        assertThat(values(Metric.BYTES_STORED)).containsExactly((double) store.keys().stream()
                .filter(key -> key.startsWith("events/"))
                .mapToLong(key -> size(key))
                .sum());
        assertThat(values(Metric.MESSAGES_FAILED)).containsExactly(0.0);
        assertThat(values(Metric.BATCH_DUPLICATES))
                .as("beta's e-1 is another event than acme's")
                .containsExactly(1.0);
        assertThat(values(Metric.EVENT_TO_STORE))
                .as("a timestamp ahead is no negative time")
                .containsExactlyInAnyOrder(3.0, 3.0, 0.0);
        assertThat(values(Metric.QUEUE_TO_STORE)).containsExactly(2.0, 2.0, 2.0);
        assertThat(values(Metric.OLDEST_IN_BATCH)).containsExactly(2.0);
        assertThat(values(Metric.BATCH_TIME)).containsExactly(0.5);
        assertThat(samples).contains(new Sample(Metric.EVENTS_REJECTED, "malformed_json", List.of(1.0)));
    }

    @Test
    void failedPartition_countsItsMessagesAndNothingOfThemAsStored() {
        store.beforeCreate(object -> {
            if (object.key().contains("tenant=beta")) {
                throw new ObjectStoreException(object.key(), "cannot be written");
            }
        });

        BatchResult result = consume(
                measured -> samples.addAll(measured.samples()),
                event("m-1", "acme", "e-1", "2024-03-28T12:45:30Z"),
                event("m-2", "beta", "e-2", "2024-03-28T12:45:30Z"));

        assertThat(result.failedIds()).containsExactly("m-2");
        assertThat(values(Metric.EVENTS_STORED)).containsExactly(1.0);
        assertThat(values(Metric.OBJECTS_STORED)).containsExactly(1.0);
        assertThat(values(Metric.MESSAGES_FAILED)).containsExactly(1.0);
        assertThat(values(Metric.QUEUE_TO_STORE)).hasSize(1);
    }

    /** The figures are about the batch; the batch is not about the figures. */
    @Test
    void sinkThatThrows_costsTheBatchNothing() {
        BatchResult result = consume(
                measured -> {
                    throw new StackOverflowError("no room for figures");
                },
                event("m-1", "acme", "e-1", "2024-03-28T12:45:30Z"));

        assertThat(result.failedIds()).isEmpty();
        assertThat(result.outcomes()).containsOnlyKeys("m-1");
    }

    private BatchResult consume(MetricSink sink, SourceMessage... messages) {
        return new MeteredConsumer(consumer, sink, clock, () -> nanos.getAndAdd(500_000_000))
                .consume("batch", List.of(messages), () -> Duration.ofMinutes(1));
    }

    private List<Double> values(Metric metric) {
        return samples.stream()
                .filter(sample -> sample.metric() == metric)
                .flatMap(sample -> sample.values().stream())
                .toList();
    }

    private long size(String key) {
        try (var body = store.get(key).orElseThrow().body()) {
            return body.readAllBytes().length;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static SourceMessage event(String messageId, String tenantId, String id, String timestamp) {
        return message(
                messageId,
                "{\"id\":\"" + id + "\",\"tenantId\":\"" + tenantId
                        + "\",\"actorId\":\"u\",\"action\":\"user_login\",\"resource\":\"session\",\"timestamp\":\""
                        + timestamp + "\"}");
    }

    private static SourceMessage message(String messageId, String body) {
        return new SourceMessage(messageId, body, NOW.minusSeconds(2), Map.of());
    }
}
