package dev.taly.activity.audit;

import static dev.taly.activity.audit.WrittenArchive.bytes;
import static dev.taly.activity.audit.WrittenArchive.gzip;
import static dev.taly.activity.audit.WrittenArchive.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.audit.ReadRequest.Order;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reading promises: what is chosen, each event once, in order, and whatever is wrong by its name. */
final class ArchiveReaderTest {
    private static final Instant NOON = Instant.parse("2024-03-28T12:00:00Z");
    private static final TimeRange THE_28TH =
            new TimeRange(Instant.parse("2024-03-28T00:00:00Z"), Instant.parse("2024-03-29T00:00:00Z"));

    private final WrittenArchive archive = new WrittenArchive();
    private final List<String> ids = new ArrayList<>();

    @Test
    void read_givesTheSelectionsEventsAlone() throws IOException {
        archive.put("a", "2024-03-27", NOON, line("a27", "a", "2024-03-27T23:59:59Z"));
        archive.put("a", "2024-03-28", NOON, line("a28", "a", "2024-03-28T00:00:00Z"));
        archive.put("a", "2024-03-29", NOON, line("a29", "a", "2024-03-29T00:00:00Z"));
        archive.put("ab", "2024-03-28", NOON, line("ab28", "ab", "2024-03-28T10:00:00Z"));
        archive.put("b", "2024-03-28", NOON, line("b28", "b", "2024-03-28T10:00:00Z"));

        assertThat(read(Selection.of(List.of("a"), THE_28TH))).containsExactly("a28");
        assertThat(read(Selection.of(List.of("b", "a"), THE_28TH))).containsExactly("a28", "b28");
        assertThat(read(Selection.of(List.of("a"), TimeRange.ALL))).containsExactly("a27", "a28", "a29");
        assertThat(read(Selection.ofAllTenants(THE_28TH))).containsExactly("a28", "ab28", "b28");
        assertThat(read(Selection.of(List.of("nobody"), TimeRange.ALL))).isEmpty();
    }

    @Test
    void read_isExactWithinADay() throws IOException {
        archive.put(
                "a",
                "2024-03-28",
                NOON,
                line("before", "a", "2024-03-28T09:59:59.999999999Z"),
                line("first", "a", "2024-03-28T10:00:00Z"),
                line("last", "a", "2024-03-28T10:59:59.999999999Z"),
                line("after", "a", "2024-03-28T11:00:00Z"));

        TimeRange hour = new TimeRange(Instant.parse("2024-03-28T10:00:00Z"), Instant.parse("2024-03-28T11:00:00Z"));
        assertThat(read(Selection.ofAllTenants(hour))).containsExactly("first", "last");
    }

    @Test
    void aDay_isReadFromItsOwnKeysAlone() throws IOException {
        for (int day = 1; day <= 30; day++) {
            String date = String.format("2024-03-%02d", day);
            archive.put("a", date, NOON, line("a" + day, "a", date + "T10:00:00Z"));
            archive.put("b", date, NOON, line("b" + day, "b", date + "T10:00:00Z"));
        }
        Watched watched = new Watched(archive.store());

        ReadReport report = new ArchiveReader(watched)
                .read(Selection.of(List.of("a"), THE_28TH), EventFilter.all(), line -> ids.add(line.id()));

        assertThat(ids).containsExactly("a28");
        assertThat(report.objects()).isEqualTo(1);
        assertThat(watched.listed).containsExactly("events/tenant=a/date=2024-03-28/");
        assertThat(watched.got).hasSize(1);
    }

    @Test
    void oneDayOfALargeArchive_touchesThatDaysKeysAlone() throws IOException {
        byte[] body = gzip(List.of(line("1", "a", "2024-03-28T10:00:00Z")));
        for (int i = 0; i < 30_000; i++) {
            String date = String.format("2024-03-%02d", 1 + i % 30);
            archive.put("a", date, NOON.plusMillis(i), Map.of(), body);
        }
        Watched watched = new Watched(archive.store());
        int ofTheDay = 1_000;

        ReadReport report = new ArchiveReader(watched)
                .read(Selection.of(List.of("a"), THE_28TH), EventFilter.all(), line -> ids.add(line.id()));

        assertThat(ids).containsExactly("1");
        assertThat(report.objects()).isEqualTo(ofTheDay);
        assertThat(watched.listed).containsExactly("events/tenant=a/date=2024-03-28/");
        assertThat(watched.got).hasSize(ofTheDay).allMatch(key -> key.startsWith("events/tenant=a/date=2024-03-28/"));
    }

    @Test
    void whatWasWrittenLongBeforeTheTime_isNotEvenListed() throws IOException {
        archive.put("a", "2024-03-28", Instant.parse("2024-03-28T08:00:00Z"), line("1", "a", "2024-03-28T07:00:00Z"));
        archive.put("a", "2024-03-28", Instant.parse("2024-03-28T10:00:00Z"), line("2", "a", "2024-03-28T09:59:00Z"));
        archive.put("a", "2024-03-28", Instant.parse("2024-03-30T10:00:00Z"), line("3", "a", "2024-03-28T09:58:00Z"));
        Watched watched = new Watched(archive.store());
        TimeRange since = new TimeRange(Instant.parse("2024-03-28T09:50:00Z"), TimeRange.ALL.to());

        new ArchiveReader(watched).read(Selection.ofAllTenants(since), EventFilter.all(), line -> ids.add(line.id()));

        assertThat(ids).containsExactly("2", "3");
        assertThat(watched.got).hasSize(2);
    }

    @Test
    void whatCannotHoldTheTimeByItsMetadata_isNotRead() throws IOException {
        Map<String, String> morning = Map.of("first", "2024-03-28T06:00:00Z", "last", "2024-03-28T07:00:00Z");
        archive.put("a", "2024-03-28", NOON, morning, gzip(List.of(line("1", "a", "2024-03-28T06:30:00Z"))));
        archive.put("a", "2024-03-28", NOON.plusMillis(1), line("2", "a", "2024-03-28T12:00:00Z"));
        TimeRange afternoon =
                new TimeRange(Instant.parse("2024-03-28T11:00:00Z"), Instant.parse("2024-03-28T13:00:00Z"));

        ReadReport report = report(Selection.ofAllTenants(afternoon));

        assertThat(ids).containsExactly("2");
        assertThat(report.objects()).isEqualTo(1);
        assertThat(report.skipped()).isEqualTo(1);
    }

    @Test
    void anEventThatWasStoredTwice_comesOnceAndIsCounted() throws IOException {
        String first = line("1", "a", "2024-03-28T10:00:00Z");
        String redelivered = line("1", "a", "2024-03-28T10:00:00Z", "receivedAt", "\"2024-03-28T12:05:00Z\"");
        archive.put("a", "2024-03-28", NOON, first, line("2", "a", "2024-03-28T10:00:01Z"));
        archive.put("a", "2024-03-28", NOON.plusSeconds(9), redelivered);
        archive.put("b", "2024-03-28", NOON, line("1", "b", "2024-03-28T10:00:00Z"));

        List<String> lines = new ArrayList<>();
        ReadReport report = new ArchiveReader(archive.store())
                .read(Selection.ofAllTenants(THE_28TH), EventFilter.all(), line -> lines.add(line.json()));

        assertThat(lines).startsWith(first).hasSize(3);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.conflicts()).isZero();
        assertThat(report.matches()).isEqualTo(3);
        assertThat(report.events()).isEqualTo(4);
    }

    @Test
    void anotherEventWithTheSameId_isAConflict() throws IOException {
        archive.put("a", "2024-03-28", NOON, line("1", "a", "2024-03-28T10:00:00Z"));
        archive.put(
                "a", "2024-03-28", NOON.plusSeconds(9), line("1", "a", "2024-03-28T10:00:00Z", "actorId", "\"else\""));

        ReadReport report = report(Selection.ofAllTenants(THE_28TH));

        assertThat(ids).as("neither hides the other").containsExactly("1", "1");
        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(report.duplicates()).isZero();
    }

    @Test
    void oldest_andNewest_areByTime() throws IOException {
        String[] times = {"28T10:00:00.5Z", "28T10:00:00Z", "28T23:59:59Z", "28T09:00:00Z"};
        for (int i = 0; i < times.length; i++) {
            archive.put("a", "2024-03-28", NOON.plusSeconds(i), line("a" + i, "a", "2024-03-" + times[i]));
        }
        archive.put("b", "2024-03-28", NOON, line("b", "b", "2024-03-28T10:00:00.25Z"));
        archive.put("a", "2024-03-29", NOON, line("late", "a", "2024-03-29T01:00:00Z"));

        assertThat(inOrder(Order.OLDEST, 0)).containsExactly("a3", "a1", "b", "a0", "a2", "late");
        assertThat(inOrder(Order.NEWEST, 0)).containsExactly("late", "a2", "a0", "b", "a1", "a3");
        assertThat(inOrder(Order.OLDEST, 2)).containsExactly("a3", "a1");
        assertThat(inOrder(Order.NEWEST, 3)).containsExactly("late", "a2", "a0");
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void everyOrderAndLimit_isThatOfAPlainSort(Order order) throws IOException {
        long seed = 17;
        Random random = new Random(seed);
        List<String[]> events = new ArrayList<>();
        for (int object = 0; object < 60; object++) {
            String tenant = "t" + random.nextInt(3);
            String date = "2024-03-" + (10 + random.nextInt(3));
            Instant written = Instant.parse(date + "T00:00:00Z").plusSeconds(random.nextInt(200_000));
            List<String> lines = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                String id = "e" + events.size();
                String time = String.format(
                        "%sT%02d:%02d:%02d.%03dZ",
                        date, random.nextInt(24), random.nextInt(60), random.nextInt(60), events.size() % 1_000);
                // Nothing is later than the clock that wrote it.
                if (Instant.parse(time).isBefore(written)) {
                    events.add(new String[] {time, id});
                    lines.add(line(id, tenant, time));
                }
            }
            archive.put(tenant, date, written, lines.toArray(String[]::new));
        }
        List<String> sorted = events.stream()
                .sorted((a, b) -> a[0].compareTo(b[0]))
                .map(event -> event[1])
                .toList();
        List<String> reversed = new ArrayList<>(sorted);
        Collections.reverse(reversed);

        for (int limit : new int[] {0, 1, 7, 100, 20_000}) {
            List<String> read = inOrder(order, limit);
            long size = limit == 0 ? events.size() : Math.min(limit, events.size());
            switch (order) {
                case OLDEST -> assertThat(read).isEqualTo(sorted.subList(0, (int) size));
                case NEWEST -> assertThat(read).isEqualTo(reversed.subList(0, (int) size));
                case STORED -> assertThat(read).hasSize((int) size).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void newestFew_needNotReadTheWholeDay() throws IOException {
        for (int hour = 0; hour < 24; hour++) {
            Instant time = Instant.parse("2024-03-28T00:00:00Z").plusSeconds(3_600L * hour);
            archive.put("a", "2024-03-28", time.plusSeconds(5), line("h" + hour, "a", time.toString()));
        }
        Watched watched = new Watched(archive.store());

        ReadReport report = new ArchiveReader(watched, 1)
                .read(
                        new ReadRequest(Selection.ofAllTenants(THE_28TH), EventFilter.all(), Order.NEWEST, 2, false),
                        line -> ids.add(line.id()));

        assertThat(ids).containsExactly("h23", "h22");
        assertThat(watched.got).hasSizeLessThan(8);
        assertThat(report.complete()).isFalse();
    }

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

        ReadReport report = report(Selection.ofAllTenants(THE_28TH));

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

        ReadReport report = report(Selection.ofAllTenants(THE_28TH));

        assertThat(ids).containsExactly("1", "hidden");
        assertThat(report.damages())
                .extracting(Damage::toString)
                .containsExactly(key + " has 2 gzip members, and must have one");
    }

    @Test
    void thousandsOfBadLines_areCountedAndAFewNamed() throws IOException {
        archive.put("a", "2024-03-28", NOON, Collections.nCopies(5_000, "bad").toArray(String[]::new));

        ReadReport report = report(Selection.ofAllTenants(THE_28TH));

        assertThat(report.damageCount()).isEqualTo(5_000);
        assertThat(report.damages()).hasSize(ReadReport.MAX_DAMAGES);
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

        ReadReport report = new ArchiveReader(new Refusing(archive.store(), "tenant=kms"), 1)
                .read(Selection.ofAllTenants(THE_28TH), EventFilter.all(), line -> ids.add(line.id()));

        assertThat(ids).containsExactly("z");
        assertThat(report.complete()).isFalse();
        assertThat(report.damages())
                .extracting(Damage::toString)
                .contains(
                        "events/tenant=kms/date=2024-03-28/ was given up after 10 objects in a row that could not be read");
        assertThat(report.objects() + report.skipped()).isEqualTo(31);
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

        ReadReport report = report(Selection.ofAllTenants(THE_28TH));

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
    void anInterruptedReading_isNeverAWholeOne() {
        archive.put("a", "2024-03-28", NOON, line("1", "a", "2024-03-28T10:00:00Z"));

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> report(Selection.ofAllTenants(THE_28TH)))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void largeFirstLines_areSortedOnDisk() throws IOException {
        String big = "\"" + "x".repeat(100_000) + "\"";
        for (int i = 0; i < 400; i++) {
            archive.put(
                    "a",
                    "2024-03-28",
                    NOON.plusSeconds(i),
                    line("e" + i, "a", String.format("2024-03-28T10:00:%02d.%03dZ", i % 60, i), "userAgent", big));
        }

        assertThat(inOrder(Order.OLDEST, 300))
                .hasSize(300)
                .startsWith("e0", "e60", "e120")
                .doesNotHaveDuplicates();
    }

    @Test
    void aSinkThatHasEnough_endsTheReading() throws IOException {
        archive.put("a", "2024-03-28", NOON, line("1", "a", "2024-03-28T10:00:00Z"));
        archive.put("a", "2024-03-28", NOON.plusSeconds(1), line("2", "a", "2024-03-28T10:00:00Z"));

        ReadReport report = new ArchiveReader(archive.store())
                .read(Selection.ofAllTenants(THE_28TH), EventFilter.all(), line -> !ids.add(line.id()));

        assertThat(ids).containsExactly("1");
        assertThat(report.complete()).isFalse();
    }

    @Test
    void otherFiles_areNoObjects() throws IOException {
        archive.put("a", "2024-03-28", NOON, line("1", "a", "2024-03-28T10:00:00Z"));
        archive.store()
                .create(NewObject.of(
                        "events/tenant=a/date=2024-03-28/upload-4711", bytes("half"), "text/plain", Map.of()));
        archive.store()
                .create(NewObject.of("events/tenant=a/date=2024-02-31/x.jsonl.gz", bytes("?"), "text/plain", Map.of()));

        assertThat(report(Selection.ofAllTenants(TimeRange.ALL)).damageCount()).isZero();
        assertThat(ids).containsExactly("1");
    }

    @Test
    void anObjectOfAForeignName_isNamedAndNotRead() throws IOException {
        archive.store()
                .create(NewObject.of(
                        "events/tenant=a/date=2024-03-28/restored.jsonl.gz",
                        gzip(List.of(line("1", "a", "2024-03-28T10:00:00Z"))),
                        "application/gzip",
                        Map.of()));

        assertThat(report(Selection.ofAllTenants(TimeRange.ALL)).damages())
                .extracting(Damage::message)
                .containsExactly("has no name that the archive gives to its objects, and was not read");
        assertThat(ids).isEmpty();
    }

    private List<String> read(Selection selection) throws IOException {
        ids.clear();
        assertThat(report(selection).damageCount()).isZero();
        return List.copyOf(ids);
    }

    private ReadReport report(Selection selection) throws IOException {
        return new ArchiveReader(archive.store()).read(selection, EventFilter.all(), line -> ids.add(line.id()));
    }

    private List<String> inOrder(Order order, long limit) throws IOException {
        List<String> inOrder = new ArrayList<>();
        new ArchiveReader(archive.store())
                .read(
                        new ReadRequest(Selection.ofAllTenants(TimeRange.ALL), EventFilter.all(), order, limit, false),
                        line -> inOrder.add(line.id()));
        return inOrder;
    }

    private static String noise(int seed) {
        return new Random(seed)
                .ints(200, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Keeps what is listed and read. */
    private record Watched(ObjectSource source, ConcurrentSkipListSet<String> listed, ConcurrentSkipListSet<String> got)
            implements ObjectSource {
        Watched(ObjectSource source) {
            this(source, new ConcurrentSkipListSet<>(), new ConcurrentSkipListSet<>());
        }

        @Override
        public Stream<Listed> list(String prefix, String after) {
            listed.add(prefix);
            return source.list(prefix, after);
        }

        @Override
        public Stream<String> folders(String prefix) {
            return source.folders(prefix);
        }

        @Override
        public Optional<Content> get(String key) {
            got.add(key);
            return source.get(key);
        }
    }

    /** Gives no object whose key holds that text. */
    private record Refusing(ObjectSource source, String text) implements ObjectSource {
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
            if (key.contains(text)) {
                throw new ObjectStoreException(key, "access is denied");
            }
            return source.get(key);
        }
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
