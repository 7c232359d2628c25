package dev.taly.activity.audit;

import static dev.taly.activity.audit.WrittenArchive.NOON;
import static dev.taly.activity.audit.WrittenArchive.THE_28TH;
import static dev.taly.activity.audit.WrittenArchive.gzip;
import static dev.taly.activity.audit.WrittenArchive.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.audit.ReadRequest.Order;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reading touches what can hold the chosen events and nothing else: the keys that are listed, and the objects that are read. */
final class PrunedReadTest {
    private final WrittenArchive archive = new WrittenArchive();
    private final List<String> ids = new ArrayList<>();

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

        ReadReport report = archive.read(Selection.ofAllTenants(afternoon), ids);

        assertThat(ids).containsExactly("2");
        assertThat(report.objects()).isEqualTo(1);
        assertThat(report.skipped()).isEqualTo(1);
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
}
