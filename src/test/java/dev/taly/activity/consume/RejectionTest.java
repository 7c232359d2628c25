package dev.taly.activity.consume;

import static dev.taly.activity.consume.Messages.eventJson;
import static dev.taly.activity.consume.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.MessageOutcome.Rejected;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.RejectionCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 2: what never will be an event goes to the dead letters at once, unchanged, with the reason. */
final class RejectionTest {
    private static final String VALID =
            eventJson("1", "acme", "2024-03-28T10:00:00Z").replace("}", ",\"consent\":true}");

    record Case(RejectionCode code, String pointer, String body) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(RejectionCode.MALFORMED_JSON, "", "{\"id\":"),
                new Case(RejectionCode.MALFORMED_JSON, "", "\uFEFF" + VALID),
                new Case(RejectionCode.MALFORMED_JSON, "", VALID + "x"),
                new Case(RejectionCode.NOT_AN_OBJECT, "", "[" + VALID + "]"),
                new Case(RejectionCode.TOO_LARGE, "", " ".repeat(128 * 1024) + VALID),
                new Case(
                        RejectionCode.TOO_DEEP,
                        "/metadata" + "/a".repeat(15),
                        with("\"metadata\":" + "{\"a\":".repeat(15) + "{}" + "}".repeat(15))),
                new Case(RejectionCode.MISSING_FIELD, "/actorId", VALID.replace("\"actorId\":\"u-1\",", "")),
                new Case(RejectionCode.INVALID_FIELD, "/tenantId", VALID.replace("acme", "../beta")),
                new Case(RejectionCode.UNKNOWN_FIELD, "/a~1b", with("\"a/b\":1")),
                new Case(RejectionCode.DUPLICATE_FIELD, "/tenantId", with("\"tenantId\":\"beta\"")),
                new Case(
                        RejectionCode.TIMESTAMP_OUT_OF_RANGE,
                        "/timestamp",
                        VALID.replace("2024-03-28T10", "2024-03-28T13")),
                new Case(RejectionCode.UNKNOWN_ACTION, "/action", VALID.replace("user_login", "user_dances")),
                new Case(
                        RejectionCode.CONSENT_MISSING,
                        "/consent",
                        VALID.replace("\"consent\":true", "\"consent\":false")));
    }

    private final Workshop workshop =
            new Workshop(new EventRules(ActionCatalogue.shipped(), true, null, action -> true));

    @AfterEach
    void close() {
        workshop.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void consume_sendsTheUnchangedMessageWithItsReason(Case rejected) {
        SourceMessage source = new SourceMessage(
                "m-1", rejected.body(), Messages.SENT_AT, Map.of("traceparent", SourceMessage.Attribute.text("00-1")));

        BatchResult result = workshop.consume(source, message("m-2", VALID));

        assertThat(result.failedIds()).isEmpty();
        DeadLetter letter = workshop.deadLetters.arrived().get(0);
        assertThat(workshop.deadLetters.arrived()).hasSize(1);
        assertThat(letter.message()).isEqualTo(source);
        assertThat(letter.at()).isEqualTo(Messages.NOW);
        assertThat(result.outcomes()).containsEntry("m-1", new Rejected(letter.rejection()));
        assertThat(letter.rejection().code()).isEqualTo(rejected.code());
        assertThat(letter.rejection().pointer()).isEqualTo(rejected.pointer());
        assertThat(letter.rejection().message()).endsWith(".").doesNotContain("acme", "u-1", "../");
        assertThat(workshop.allLines()).hasSize(1);
    }

    @Test
    void cases_haveEveryCode() {
        assertThat(cases().map(Case::code)).containsAll(Arrays.asList(RejectionCode.values()));
    }

    @Test
    void consume_handsOverManyLettersInSmallGroups() {
        List<SourceMessage> batch = Stream.iterate(0, i -> i < 95, i -> i + 1)
                .map(i -> message("m" + i, "no json"))
                .toList();
        // One group is lost; the outcomes of the others are known all the same.
        workshop.deadLetters.takes(letter -> {
            if (letter.message().messageId().equals("m50")) {
                throw new IllegalStateException("lost");
            }
            return true;
        });

        BatchResult result = workshop.consume(batch);

        assertThat(result.count(Rejected.class)).isEqualTo(85);
        assertThat(result.failedIds()).hasSize(10).contains("m50", "m59");
    }

    private static String with(String member) {
        return VALID.replace("{\"id\"", "{" + member + ",\"id\"");
    }
}
