package dev.taly.activity.audit;

import static dev.taly.activity.audit.WrittenArchive.NOON;
import static dev.taly.activity.audit.WrittenArchive.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.audit.ReadRequest.Order;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events come as stored, or by time, the first of them or all. */
final class ReadOrderTest {
    private final WrittenArchive archive = new WrittenArchive();

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

    private List<String> inOrder(Order order, long limit) throws IOException {
        List<String> inOrder = new ArrayList<>();
        new ArchiveReader(archive.store())
                .read(
                        new ReadRequest(Selection.ofAllTenants(TimeRange.ALL), EventFilter.all(), order, limit, false),
                        line -> inOrder.add(line.id()));
        return inOrder;
    }
}
