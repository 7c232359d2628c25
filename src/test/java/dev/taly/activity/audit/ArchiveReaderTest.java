package dev.taly.activity.audit;

import static dev.taly.activity.audit.WrittenArchive.NOON;
import static dev.taly.activity.audit.WrittenArchive.THE_28TH;
import static dev.taly.activity.audit.WrittenArchive.bytes;
import static dev.taly.activity.audit.WrittenArchive.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.archive.NewObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a reading promises: what is chosen, each event once, and never a part that passes for the whole. */
final class ArchiveReaderTest {
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

        ReadReport report = archive.read(Selection.ofAllTenants(THE_28TH), ids);

        assertThat(ids).as("neither hides the other").containsExactly("1", "1");
        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(report.duplicates()).isZero();
    }

    @Test
    void anInterruptedReading_isNeverAWholeOne() {
        archive.put("a", "2024-03-28", NOON, line("1", "a", "2024-03-28T10:00:00Z"));

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> archive.read(Selection.ofAllTenants(THE_28TH), ids))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
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

        assertThat(archive.read(Selection.ofAllTenants(TimeRange.ALL), ids).damageCount())
                .isZero();
        assertThat(ids).containsExactly("1");
    }

    private List<String> read(Selection selection) throws IOException {
        ids.clear();
        assertThat(archive.read(selection, ids).damageCount()).isZero();
        return List.copyOf(ids);
    }
}
