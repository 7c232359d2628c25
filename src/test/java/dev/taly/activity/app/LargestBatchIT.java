package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.Stored;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.consume.Preparation;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The most that Lambda hands over, 6 MB of events of a thousand tenants, in a process with a small part of the heap that the
 * deployed function has.
 */
@Timeout(120)
final class LargestBatchIT {
    /** The function has 1,769 MB; its SDK clients and their buffers, which are not here, need some 30 MB. 40 MB would do. */
    private static final String HEAP = "-Xmx64m";

    @TempDir
    Path directory;

    @Test
    void largestBatch_ofAThousandTenantsFitsIntoASmallHeap() throws Exception {
        Path out = directory.resolve("out");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(child.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(out, StandardCharsets.UTF_8))
                .containsExactly("{\"batchItemFailures\":[]} 1001 objects", "{\"batchItemFailures\":[]} 2002 objects");
        assertThat(child.exitValue()).isZero();
    }

    /** The process: the same environment takes two such batches, one after the other. */
    static final class Child {
        private static final int TENANTS = 1_000;
        private static final int MAX_RECORDS = 10_000;
        private static final int MAX_BYTES = 6 * 1024 * 1024;
        private static final int RECORD = 1_000;

        private Child() {}

        public static void main(String[] args) throws Exception {
            AtomicInteger objects = new AtomicInteger();
            Archive archive = new Archive(forgetting(objects), Clock.systemUTC());
            ConsumerFunction function = new ConsumerFunction(new BatchConsumer(
                    Preparation.plain(new EventCodec(EventRules.standard()), Clock.systemUTC()),
                    archive,
                    letters -> Set.of(),
                    Executors.newFixedThreadPool(16),
                    Executors.newFixedThreadPool(4)));
            for (int i = 0; i < 2; i++) {
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                function.handleRequest(new ByteArrayInputStream(batch()), answer, new StubContext(60_000));
                System.out.println(answer.toString(StandardCharsets.UTF_8) + " " + objects + " objects");
            }
            System.exit(0);
        }

        private static byte[] batch() {
            StringBuilder json = new StringBuilder("{\"Records\":[");
            for (int i = 0; i < MAX_RECORDS && json.length() < MAX_BYTES - RECORD; i++) {
                json.append(i == 0 ? "" : ",")
                        .append("{\"messageId\":\"m-")
                        .append(i)
                        .append("\",\"receiptHandle\":\"")
                        .append("h".repeat(200))
                        .append("\",\"body\":\"{\\\"id\\\":\\\"e-")
                        .append(i)
                        .append("\\\",\\\"tenantId\\\":\\\"tenant-")
                        .append(i % TENANTS)
                        .append("\\\",\\\"actorId\\\":\\\"u-1\\\",\\\"action\\\":\\\"user_login\\\",")
                        .append(
                                "\\\"resource\\\":\\\"session\\\",\\\"timestamp\\\":\\\"2024-03-28T10:00:00Z\\\",\\\"userAgent\\\":\\\"")
                        .append("u".repeat(130))
                        .append("\\\"}\",")
                        .append("\"attributes\":{\"SentTimestamp\":\"1711629930007\"},\"messageAttributes\":{}}");
            }
            return json.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
        }

        /** A store that takes everything and keeps nothing, as S3 keeps nothing in this process. */
        private static ObjectStore forgetting(AtomicInteger objects) {
            return new ObjectStore() {
                @Override
                public Stored create(NewObject object) {
                    objects.incrementAndGet();
                    return new Stored.Written(object.key());
                }

                @Override
                public Stream<Listed> list(String prefix, String after) {
                    return Stream.empty();
                }

                @Override
                public Stream<String> folders(String prefix) {
                    return Stream.empty();
                }

                @Override
                public Optional<Content> get(String key) {
                    return Optional.empty();
                }
            };
        }
    }
}
