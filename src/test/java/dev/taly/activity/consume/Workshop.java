package dev.taly.activity.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A consumer between a fake store and a fake dead letter queue, at a fixed time. */
final class Workshop implements AutoCloseable {
    static final TimeLeft ENOUGH = () -> Duration.ofMinutes(1);

    final InMemoryObjectStore store = new InMemoryObjectStore();
    final FakeDeadLetters deadLetters = new FakeDeadLetters();

    private final ExecutorService writers;
    private final ExecutorService letterCarriers = Executors.newFixedThreadPool(2);
    private final BatchConsumer consumer;

    Workshop() {
        this(EventRules.standard());
    }

    Workshop(EventRules rules) {
        this(rules, Executors.newFixedThreadPool(4), Clock.fixed(Messages.NOW, ZoneOffset.UTC));
    }

    Workshop(EventRules rules, ExecutorService writers, Clock clock) {
        this.writers = writers;
        this.consumer = new BatchConsumer(
                Preparation.plain(new EventCodec(rules), clock),
                new Archive(store, clock),
                deadLetters,
                writers,
                letterCarriers);
    }

    BatchResult consume(SourceMessage... messages) {
        return consume(List.of(messages));
    }

    BatchResult consume(List<SourceMessage> messages) {
        return consume("batch", messages, ENOUGH);
    }

    BatchResult consume(String batchId, List<SourceMessage> messages, TimeLeft timeLeft) {
        return consumer.consume(batchId, messages, timeLeft);
    }

    /** The lines of each object of {@code events/}, by key. */
    Map<String, List<String>> lines() {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        store.keys().stream()
                .filter(key -> key.startsWith(Partition.ROOT))
                .forEach(key -> lines.put(key, text(key).lines().toList()));
        return lines;
    }

    List<String> allLines() {
        return lines().values().stream().flatMap(List::stream).toList();
    }

    private String text(String key) {
        try (GZIPInputStream in =
                new GZIPInputStream(store.get(key).orElseThrow().body())) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        writers.shutdownNow();
        letterCarriers.shutdownNow();
    }
}
