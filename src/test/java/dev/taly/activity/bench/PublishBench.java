package dev.taly.activity.bench;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.BenchIds;
import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.PublishResult;
import dev.taly.activity.publish.Transport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What {@code publish} costs the caller's thread, with a transport that takes everything at once. The floors are in the
 * same run: a bare queue, the codec alone, an id alone, a bare write. {@code dropped} must be 0, or the figure is no hand-over.
 *
 * <p>{@code mvn test-compile}, then {@code java -cp target/test-classes:target/classes:LIBRARIES org.openjdk.jmh.Main
 * PublishBench}; {@code -t 2} for two callers.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class PublishBench {
    private static final JsonObject METADATA = JsonObject.parse(
            "{\"method\":\"password\",\"mfa\":true,\"attempt\":1,\"device\":\"laptop of the office\"}");

    /** An ordinary event as a service makes it, about 500 bytes when it is complete. */
    private static ActivityEvent.Builder login() {
        return ActivityEvent.builder()
                .tenantId("acme")
                .actorId("user-4711")
                .action("user_login")
                .resource("session")
                .resourceId("session-0815")
                .outcome(Outcome.SUCCESS)
                .metadata(METADATA)
                .userAgent("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
                .ipAddress("203.0.113.7");
    }

    /** What {@code publish} costs in all: builder, id, rules, encoding, hand-over. */
    @Benchmark
    public PublishResult publish(Publishing publishing, Losses losses) {
        return losses.count(publishing.publisher.publish(login()));
    }

    /** An event that is complete already: encoding and hand-over. */
    @Benchmark
    public PublishResult publishComplete(Publishing publishing, Event event, Losses losses) {
        return losses.count(publishing.publisher.publish(event.complete));
    }

    /** The same with a spool: the event is in a file too. */
    @Benchmark
    public PublishResult publishSpooled(Spooling spooling, Losses losses) {
        return losses.count(spooling.publisher.publish(login()));
    }

    /** The floor of the spool: its bytes, appended to a file. */
    @Benchmark
    public void floorWrite(Written written, Event event) throws IOException {
        written.append(event.bytes);
    }

    /** The floor of the hand-over: a bounded queue, which is emptied where it is full. */
    @Benchmark
    public boolean floorQueue(Queue queue, Event event) {
        boolean taken = queue.events.offer(event.outbound);
        if (!taken) {
            queue.events.clear();
        }
        return taken;
    }

    /** The floor of what is done to an event: its text. */
    @Benchmark
    public String floorEncode(Event event) {
        return EventCodec.encode(event.complete);
    }

    /** The floor of an id. */
    @Benchmark
    public String floorId(Ids ids) {
        return ids.ids.next();
    }

    /** A publisher whose buffer holds some tenths of a second and is drained all the time. */
    @State(Scope.Benchmark)
    public static class Publishing {
        final ActivityPublisher publisher = ActivityPublisher.to(new NoTransport())
                .bufferEvents(500_000)
                .bufferBytes(1L << 30)
                .senders(1)
                .build();

        @TearDown
        public void close() {
            publisher.close(Duration.ofSeconds(10));
        }
    }

    /** The same with a spool, which is drained all the time too. */
    @State(Scope.Benchmark)
    public static class Spooling {
        final Path directory = temporary();
        final ActivityPublisher publisher = ActivityPublisher.to(new NoTransport())
                .bufferEvents(500_000)
                .bufferBytes(1L << 30)
                .senders(1)
                .spool(directory)
                .spoolBytes(8L << 30)
                .build();

        @TearDown
        public void close() throws IOException {
            publisher.close(Duration.ofSeconds(60));
            if (publisher.stats().spool().unspooled() > 0) {
                throw new IllegalStateException("not everything was written: " + publisher.stats());
            }
            Files.delete(directory);
        }
    }

    /** A file that starts over at 4 MiB, as a segment. */
    @State(Scope.Thread)
    public static class Written {
        private final Path path = temporary().resolve("file");
        private final RandomAccessFile file = open(path);
        private int size;

        void append(byte[] bytes) throws IOException {
            size += bytes.length;
            if (size > 4 << 20) {
                file.setLength(0);
                file.seek(0);
                size = bytes.length;
            }
            file.write(bytes);
        }

        @TearDown
        public void close() throws IOException {
            file.close();
            Files.delete(path);
            Files.delete(path.resolveSibling(""));
        }

        private static RandomAccessFile open(Path path) {
            try {
                return new RandomAccessFile(path.toFile(), "rw");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("publish-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One event in its forms. */
    @State(Scope.Benchmark)
    public static class Event {
        final ActivityEvent complete = login().id("018e8520-1b60-7000-8000-000000000001")
                .timestamp(Instant.parse("2024-03-28T12:45:33.120Z"))
                .origin("018e8520-1b60-7000-8000-000000000000", 1L)
                .build();
        final OutboundEvent outbound = new OutboundEvent(
                "id", "acme", "user_login", Level.INFO, Outcome.SUCCESS, EventCodec.encode(complete), 500);
        final byte[] bytes = EventCodec.encode(complete).getBytes(StandardCharsets.UTF_8);
    }

    /** A bare queue. */
    @State(Scope.Benchmark)
    public static class Queue {
        final ArrayBlockingQueue<OutboundEvent> events = new ArrayBlockingQueue<>(10_000);
    }

    /** As a publisher makes them. */
    @State(Scope.Benchmark)
    public static class Ids {
        final BenchIds ids = new BenchIds();
    }

    /** Counts what was not handed over. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Losses {
        public long dropped;

        PublishResult count(PublishResult result) {
            dropped += result instanceof PublishResult.Dropped ? 1 : 0;
            return result;
        }
    }

    private static final class NoTransport implements Transport {
        private static final Delivery DELIVERED = new Delivery.Delivered();

        @Override
        public List<Delivery> send(List<OutboundEvent> batch) {
            return Collections.nCopies(batch.size(), DELIVERED);
        }

        @Override
        public void close() {}
    }
}
