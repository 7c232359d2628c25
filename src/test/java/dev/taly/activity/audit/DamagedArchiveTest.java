package dev.taly.activity.audit;

import static dev.taly.activity.audit.WrittenArchive.NOON;
import static dev.taly.activity.audit.WrittenArchive.THE_28TH;
import static dev.taly.activity.audit.WrittenArchive.bytes;
import static dev.taly.activity.audit.WrittenArchive.gzip;
import static dev.taly.activity.audit.WrittenArchive.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.RefusingObjects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Whatever is wrong in an archive is named by object and line, and the rest is read. */
final class DamagedArchiveTest {
    private final WrittenArchive archive = new WrittenArchive();
    private final List<String> ids = new ArrayList<>();

    @Test
    void damage_isNamedAndTheRestIsRead() throws IOException {
        byte[] good = gzip(List.of(line("1", "a", "2024-03-28T10:00:00Z"), line("2", "a", "2024-03-28T10:00:00Z")));
        String cut = archive.put("a", "2024-03-28", NOON, Map.of(), Arrays.copyOf(good, good.length - 3));
        String noGzip = archive.put("a", "2024-03-28", NOON.plusSeconds(1), Map.of(), bytes("plain\n"));
        String empty = archive.put("a", "2024-03-28", NOON.plusSeconds(2), Map.of(), new byte[0]);
        String lines = archive.put(
                "a",
                "2024-03-28",
                NOON.plusSeconds(3),
                line("3", "a", "2024-03-28T10:00:00Z"),
                "{\"id\":\"x\"",
                line("x", "b", "2024-03-28T10:00:00Z"),
                line("x", "a", "2024-03-29T10:00:00Z"),
                line("x", "a", "yesterday"),
                "{\"id\":7}",
                "",
                line("4", "a", "2024-03-28T10:00:00Z"));

        ReadReport report = archive.read(Selection.ofAllTenants(THE_28TH), ids);

        assertThat(ids).containsExactly("1", "2", "3", "4");
        assertThat(report.damages())
                .extracting(Damage::toString)
                .containsExactly(
                        cut + " is damaged: it ends too early",
                        noGzip + " is damaged: it is no gzip",
                        empty + " is damaged: it is empty",
                        lines + ", line 2 is no well-formed JSON",
                        lines + ", line 3 is an event of another tenant",
                        lines + ", line 4 is an event of another day",
                        lines + ", line 5 has a timestamp that is no time",
                        lines + ", line 6 has no text id",
                        lines + ", line 7 is no JSON object");
        assertThat(report.damageCount()).isEqualTo(9);
    }

    @Test
    void whatFollowsTheGzipMember_isReadAndSaid() throws IOException {
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.writeBytes(gzip(List.of(line("1", "a", "2024-03-28T10:00:00Z"))));
        twice.writeBytes(gzip(List.of(line("hidden", "a", "2024-03-28T10:00:00Z"))));
        String key = archive.put("a", "2024-03-28", NOON, Map.of(), twice.toByteArray());

        ReadReport report = archive.read(Selection.ofAllTenants(THE_28TH), ids);

        assertThat(ids).containsExactly("1", "hidden");
        assertThat(report.damages())
                .extracting(Damage::toString)
                .containsExactly(key + " has 2 gzip members, and must have one");
    }

    @Test
    void thousandsOfBadLines_areCountedAndAFewNamed() throws IOException {
        archive.put("a", "2024-03-28", NOON, Collections.nCopies(5_000, "bad").toArray(String[]::new));

        ReadReport report = archive.read(Selection.ofAllTenants(THE_28TH), ids);

        assertThat(report.damageCount()).isEqualTo(5_000);
        assertThat(report.damages()).hasSize(ReadReport.MAX_DAMAGES);
    }

    @Test
    void aHostileLine_costsItselfAlone() throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(bytes(line("1", "a", "2024-03-28T10:00:00Z") + "\n{\"a\\u0041"));
        lines.write(0xFF);
        lines.writeBytes(bytes("\":1}\n{\"id\":\"x\\u0041"));
        lines.write(0xFF);
        lines.writeBytes(bytes("\"}\n" + line("2", "a", "2024-03-28T10:00:00Z") + "\n"));
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(stored)) {
            gzip.write(lines.toByteArray());
        }
        String key = archive.put("a", "2024-03-28", NOON, Map.of(), stored.toByteArray());

        ReadReport report = archive.read(Selection.ofAllTenants(THE_28TH), ids);

        assertThat(ids).containsExactly("1", "2");
        assertThat(report.damages())
                .extracting(Damage::toString)
                .containsExactly(key + ", line 2 is no well-formed UTF-8", key + ", line 3 is no well-formed UTF-8");
        ids.clear();
        new ArchiveReader(archive.store())
                .read(
                        Selection.ofAllTenants(THE_28TH),
                        EventFilter.builder().field(LineField.ID, "2").build(),
                        line -> ids.add(line.id()));
        assertThat(ids).containsExactly("2");
    }

    @Test
    void anObjectOfAForeignName_isNamedAndNotRead() throws IOException {
        archive.store()
                .create(NewObject.of(
                        "events/tenant=a/date=2024-03-28/restored.jsonl.gz",
                        gzip(List.of(line("1", "a", "2024-03-28T10:00:00Z"))),
                        "application/gzip",
                        Map.of()));

        assertThat(archive.read(Selection.ofAllTenants(TimeRange.ALL), ids).damages())
                .extracting(Damage::message)
                .containsExactly("has no name that the archive gives to its objects, and was not read");
        assertThat(ids).isEmpty();
    }

    @Test
    void aBrokenConnection_isTriedAgainAndNoLineComesTwice() throws IOException {
        List<String> lines = IntStream.range(0, 5_000)
                .mapToObj(i -> line("e" + i, "a", "2024-03-28T10:00:00Z", "metadata", "{\"x\":\"" + noise(i) + "\"}"))
                .toList();
        archive.put("a", "2024-03-28", NOON, lines.toArray(String[]::new));
        Breaking breaking = new Breaking(archive.store(), 2);

        ReadReport report = new ArchiveReader(breaking)
                .read(Selection.ofAllTenants(THE_28TH), EventFilter.all(), line -> ids.add(line.id()));

        assertThat(breaking.left.get()).isZero();
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 5_000).mapToObj(i -> "e" + i).toList());
        assertThat(report.damageCount()).isZero();
        assertThat(report.duplicates()).isZero();
        assertThat(report.events()).isEqualTo(5_000);
    }

    @Test
    void aConnectionThatBreaksAgainAndAgain_isNamed() throws IOException {
        String key = archive.put("a", "2024-03-28", NOON, line("1", "a", "2024-03-28T10:00:00Z"));

        ReadReport report = new ArchiveReader(new Breaking(archive.store(), 3))
                .read(Selection.ofAllTenants(THE_28TH), EventFilter.all(), line -> ids.add(line.id()));

        assertThat(report.damages()).extracting(Damage::toString).containsExactly(key + " could not be read");
    }

    @Test
    void aPartitionThatCannotBeReached_isGivenUpAndTheOthersAreRead() throws IOException {
        for (int i = 0; i < 30; i++) {
            archive.put("kms", "2024-03-28", NOON.plusSeconds(i), line("k" + i, "kms", "2024-03-28T10:00:00Z"));
        }
        archive.put("zoo", "2024-03-28", NOON, line("z", "zoo", "2024-03-28T10:00:00Z"));

        ReadReport report = new ArchiveReader(
                        new RefusingObjects(archive.store(), key -> key.contains("tenant=kms")), 1)
                .read(Selection.ofAllTenants(THE_28TH), EventFilter.all(), line -> ids.add(line.id()));

        assertThat(ids).containsExactly("z");
        assertThat(report.complete()).isFalse();
        assertThat(report.damages())
                .extracting(Damage::toString)
                .contains(
                        "events/tenant=kms/date=2024-03-28/ was given up after 10 objects in a row that could not be read");
        assertThat(report.objects() + report.skipped()).isEqualTo(31);
    }

    private static String noise(int seed) {
        return new Random(seed)
                .ints(200, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Breaks off in the middle of an object, so many times. */
    private static final class Breaking implements ObjectSource {
        private final ObjectSource source;
        private final AtomicInteger left;

        Breaking(ObjectSource source, int times) {
            this.source = source;
            this.left = new AtomicInteger(times);
        }

        @Override
        public Stream<Listed> list(String prefix, String after) {
            return source.list(prefix, after);
        }

        @Override
        public Stream<String> folders(String prefix) {
            return source.folders(prefix);
        }

        @Override
        public Optional<Content> get(String key) {
            return source.get(key).map(content -> new Content(broken(key, content.body()), content.metadata()));
        }

        private InputStream broken(String key, InputStream whole) {
            if (left.getAndUpdate(count -> Math.max(0, count - 1)) == 0) {
                return whole;
            }
            return new InputStream() {
                private final int size = size();
                private int read;

                @Override
                public int read() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    if (read >= size / 2) {
                        throw new ObjectStoreException(key, "broke off");
                    }
                    int count = whole.read(into, from, Math.min(length, size / 2 - read));
                    read += count;
                    return count;
                }

                private int size() {
                    try {
                        return whole.available();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            };
        }
    }
}
