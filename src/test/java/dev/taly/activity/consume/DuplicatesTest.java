package dev.taly.activity.consume;

import static dev.taly.activity.consume.Messages.event;
import static dev.taly.activity.consume.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.EventRules;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same event more than once. The consumer keeps what it is given and drops nothing for having seen it: a redelivery adds
 * an equal line, and what only claims to be the same event stays visible beside it.
 */
@Timeout(30)
final class DuplicatesTest {
    private static final String TIME = "2024-03-28T10:00:00Z";

    private final Workshop workshop = new Workshop();

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void overlappingBatches_addEqualLinesOnly() {
        List<SourceMessage> all =
                List.of(event("1", "acme"), event("2", "beta"), event("3", "acme"), event("4", "acme"));
        workshop.consume("first", all.subList(0, 3), Workshop.ENOUGH);

        // Another write time, as another invocation has.
        try (Workshop later = new Workshop(
                EventRules.standard(),
                Executors.newFixedThreadPool(1),
                Clock.fixed(Messages.NOW.plusSeconds(5), ZoneOffset.UTC))) {
            later.consume("second", all.subList(1, 4), Workshop.ENOUGH);

            assertThat(linesOf(workshop, "2")).hasSize(1).isEqualTo(linesOf(later, "2"));
            assertThat(linesOf(workshop, "3")).hasSize(1).isEqualTo(linesOf(later, "3"));
            assertThat(later.allLines()).hasSize(3);
        }
    }

    @Test
    void sameBatchAtTheSameMoment_writesEachObjectOnce() {
        List<SourceMessage> batch = List.of(event("1", "acme"), event("2", "beta"));
        workshop.consume("first", batch, Workshop.ENOUGH);

        assertThat(workshop.consume("second", batch, Workshop.ENOUGH).failedIds())
                .as("the key is taken by the same bytes, which is as good as written")
                .isEmpty();
        assertThat(workshop.allLines()).hasSize(2);
    }

    @Test
    void oneEventInTwoMessages_isStoredForEach() {
        String body = Messages.eventJson("x", "acme", TIME);

        BatchResult result = workshop.consume(message("1", body), message("2", body));

        assertThat(result.failedIds()).isEmpty();
        assertThat(workshop.allLines()).hasSize(2);
        assertThat(linesOf(workshop, "x").stream().distinct()).hasSize(1);
    }

    /** A sender that tries again makes a second message, which the queue took later. */
    @Test
    void oneEventSentTwice_differsInTheTimeOfReceiptAlone() {
        String body = Messages.eventJson("x", "acme", TIME);
        Instant later = Messages.SENT_AT.plusSeconds(10);

        workshop.consume(message("1", body), new SourceMessage("2", body, later, Map.of()));

        assertThat(linesOf(workshop, "x")).hasSize(2).doesNotHaveDuplicates();
        assertThat(linesOf(workshop, "x").stream()
                        .map(line -> line.replaceAll("\"receivedAt\":\"[^\"]+\"", ""))
                        .distinct())
                .hasSize(1);
    }

    /** Evidence of tampering, or of two senders that share an id: neither version may vanish. */
    @Test
    void oneIdWithOtherContent_keepsBothVersions() {
        String original = Messages.eventJson("x", "acme", TIME);
        String altered = original.replace("\"u-1\"", "\"u-2\"");

        BatchResult result = workshop.consume(message("1", original), message("2", altered));

        assertThat(result.failedIds()).isEmpty();
        assertThat(linesOf(workshop, "x"))
                .hasSize(2)
                .anyMatch(line -> line.contains("\"u-1\""))
                .anyMatch(line -> line.contains("\"u-2\""));
    }

    @Test
    void oneIdOfTwoTenants_staysInEachOnesPartition() {
        workshop.consume(
                message("1", Messages.eventJson("x", "acme", TIME)),
                message("2", Messages.eventJson("x", "beta", TIME)));

        assertThat(workshop.lines().keySet())
                .hasSize(2)
                .anyMatch(key -> key.startsWith("events/tenant=acme/"))
                .anyMatch(key -> key.startsWith("events/tenant=beta/"));
    }

    private static List<String> linesOf(Workshop workshop, String id) {
        return workshop.allLines().stream()
                .filter(line -> line.contains("\"id\":\"" + id + "\""))
                .toList();
    }
}
