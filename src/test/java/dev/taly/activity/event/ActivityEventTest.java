package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityEventTest {
    private static final String EMOJI = "\ud83d\ude00";

    @Test
    void build_needsOnlyTheRequiredFields() {
        ActivityEvent event = minimal().build();

        assertThat(event.tenantId()).isEqualTo("salon-042");
        assertThat(event.id()).isNull();
        assertThat(event.level()).isNull();
        assertThat(event.metadata()).isNull();
    }

    @Test
    void toBuilder_keepsEveryField() {
        ActivityEvent event = full();

        assertThat(event.toBuilder().build()).isEqualTo(event);
        assertThat(event).hasNoNullFieldsOrProperties();
    }

    @Test
    void toBuilder_leavesItsEventAlone() {
        ActivityEvent event = full();

        ActivityEvent other = event.toBuilder().actorId("someone-else").build();

        assertThat(other.actorId()).isEqualTo("someone-else");
        assertThat(event.actorId()).isEqualTo("user-7f3c");
    }

    @Test
    void builder_addsWhatIsAbsentAndNothingElse() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        UnaryOperator<ActivityEvent.Builder> complete =
                builder -> builder.idIfAbsent("e-1").timestampIfAbsent(now).originIfAbsent("p", 7);

        ActivityEvent added =
                complete.apply(minimal().timestamp((EventTime) null)).build();
        ActivityEvent kept = complete.apply(full().toBuilder()).build();

        assertThat(added.id()).isEqualTo("e-1");
        assertThat(added.timestamp()).isEqualTo(EventTime.of(now));
        assertThat(added.producer()).isEqualTo("p");
        assertThat(added.seq()).isEqualTo(7);
        assertThat(kept).isEqualTo(full());
    }

    @Test
    void builder_doesNotMixItsOwnCounterWithAnothersProducer() {
        assertRefused(minimal().origin("theirs", null).originIfAbsent("p", 7), RejectionCode.MISSING_FIELD, "/seq");
        assertRefused(minimal().origin(null, 3L).originIfAbsent("p", 7), RejectionCode.MISSING_FIELD, "/producer");
    }

    @Test
    void build_namesTheFieldThatIsMissing() {
        assertRefused(minimal().tenantId(null), RejectionCode.MISSING_FIELD, "/tenantId");
        assertRefused(minimal().actorId(null), RejectionCode.MISSING_FIELD, "/actorId");
        assertRefused(minimal().action(null), RejectionCode.MISSING_FIELD, "/action");
        assertRefused(minimal().resource(null), RejectionCode.MISSING_FIELD, "/resource");
        assertRefused(minimal().timestamp((EventTime) null), RejectionCode.MISSING_FIELD, "/timestamp");
        assertRefused(ActivityEvent.builder(), RejectionCode.MISSING_FIELD, "/tenantId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "9", "-", ":", "018e8502-5b10-7cc4-9f6a-3b0f6d9e2a11", "sns-A.b_c:d"})
    void id_takesItsCharacters(String id) {
        assertThat(minimal().id(id).origin(id, 1L).build().id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a%2fb", "a\n", "\0", "é", "a\u202eb", "Ａ", "+", "a,b", "{}"})
    void id_andProducerRefuseOthers(String id) {
        assertRefused(minimal().id(id), RejectionCode.INVALID_FIELD, "/id");
        assertRefused(minimal().origin(id, 1L), RejectionCode.INVALID_FIELD, "/producer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "salon-042", "a.b_c-D", "a..b", "0-_."})
    void tenantId_takesItsCharacters(String tenantId) {
        assertThat(minimal().tenantId(tenantId).build().tenantId()).isEqualTo(tenantId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../a",
                "a/../b",
                "/",
                "a/b",
                "\\",
                "a\\b",
                "%2e%2e",
                "a%2fb",
                "a\0",
                "\0",
                "-a",
                "_a",
                ".a",
                " a",
                "a ",
                "a\n",
                "a\r",
                "a\t",
                "tenant=a",
                "a:b",
                "é",
                "а",
                "ａ",
                "１",
                "a\u200fb",
                "\u202ea",
                "a\u200b",
                "\ufeffa",
                "a\u2044b",
                "a\u2215b",
                "a\uff0fb",
                "a\u2024b",
                "\ud800",
                EMOJI,
                "*",
                "a?",
                "a#b",
                "a&b",
                "a'b",
                "a\"b",
                "~",
                "$a",
                "CON/",
                "a\u0085",
                "a\u2028"
            })
    void tenantId_refusesWhateverCouldLeaveItsPartition(String tenantId) {
        assertRefused(minimal().tenantId(tenantId), RejectionCode.INVALID_FIELD, "/tenantId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "user_login", "a1", "a.b", "a_1.2_b", "appointment_cancelled", "z9.9z"})
    void action_andResourceTakeWordsJoinedBySingleSeparators(String name) {
        ActivityEvent event = minimal().action(name).resource(name).build();

        assertThat(event.action()).isEqualTo(name);
        assertThat(event.resource()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                ".",
                "..",
                "_a",
                ".a",
                "a_",
                "a.",
                "a__b",
                "a..b",
                "a._b",
                "1a",
                "9",
                "A",
                "aB",
                "user login",
                "user-login",
                "user/login",
                "../a",
                "a%2fb",
                "a\0",
                "a\n",
                "a\r\n",
                "é",
                "аction",
                "ａ",
                "a\u202eb",
                "a\u200fb",
                "a\u0661",
                "\ud800",
                EMOJI
            })
    void action_andResourceRefuseOthers(String name) {
        assertRefused(minimal().action(name), RejectionCode.INVALID_FIELD, "/action");
        assertRefused(minimal().resource(name), RejectionCode.INVALID_FIELD, "/resource");
    }

    @ParameterizedTest
    @CsvSource({
        "id, 128",
        "tenantId, 64",
        "actorId, 256",
        "action, 64",
        "resource, 64",
        "resourceId, 256",
        "userAgent, 1024",
        "producer, 128",
        "traceId, 128"
    })
    void text_hasAGreatestLength(String field, int most) {
        assertThat(with(field, "a".repeat(most)).build()).isNotNull();
        assertRefused(with(field, "a".repeat(most + 1)), RejectionCode.INVALID_FIELD, "/" + field);
        assertRefused(with(field, "a".repeat(1_000_000)), RejectionCode.INVALID_FIELD, "/" + field);
    }

    @ParameterizedTest
    @CsvSource({"actorId, 256", "resourceId, 256", "userAgent, 1024", "traceId, 128"})
    void freeText_countsCodePointsAndTakesAnyOfThem(String field, int most) {
        assertThat(with(field, EMOJI.repeat(most)).build()).isNotNull();
        assertRefused(with(field, EMOJI.repeat(most) + "a"), RejectionCode.INVALID_FIELD, "/" + field);
        assertThat(with(field, "\0\n\u202e\uffff\u05d0").build()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"actorId", "resourceId", "userAgent", "traceId"})
    void freeText_refusesHalfOfAPair(String field) {
        for (String text : new String[] {"\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ude00\ud83d", EMOJI + "\ude00"}) {
            assertRefused(with(field, text), RejectionCode.INVALID_FIELD, "/" + field);
        }
    }

    @Test
    void freeText_mayBeEmptyOnlyWhereNothingHangsOnIt() {
        assertThat(minimal().userAgent("").traceId("").build()).isNotNull();
        assertRefused(minimal().actorId(""), RejectionCode.INVALID_FIELD, "/actorId");
        assertRefused(minimal().resourceId(""), RejectionCode.INVALID_FIELD, "/resourceId");
    }

    @Test
    void ipAddress_mustBeALiteral() {
        assertThat(minimal().ipAddress("2001:DB8::7").build().ipAddress()).isEqualTo("2001:DB8::7");
        assertRefused(minimal().ipAddress("localhost"), RejectionCode.INVALID_FIELD, "/ipAddress");
    }

    @Test
    void seq_countsFromOneToTheLastExactDouble() {
        assertThat(minimal().origin("p", 1L).build().seq()).isEqualTo(1);
        assertThat(minimal().origin("p", 9_007_199_254_740_991L).build().seq()).isEqualTo(9_007_199_254_740_991L);
        assertRefused(minimal().origin("p", 0L), RejectionCode.INVALID_FIELD, "/seq");
        assertRefused(minimal().origin("p", -1L), RejectionCode.INVALID_FIELD, "/seq");
        assertRefused(minimal().origin("p", 9_007_199_254_740_992L), RejectionCode.INVALID_FIELD, "/seq");
    }

    @Test
    void build_reportsTheFirstFieldOfTheRecordThatIsWrong() {
        assertRefused(minimal().traceId("\ud800").action("BAD").id(""), RejectionCode.INVALID_FIELD, "/id");
    }

    static ActivityEvent full() {
        return minimal()
                .id("e-1")
                .resourceId("appointment-91")
                .level(Level.WARN)
                .outcome(Outcome.SUCCESS)
                .metadata(JsonObject.parse("{\"reason\":\"Client no-show\"}"))
                .userAgent("Mozilla/5.0")
                .ipAddress("203.0.113.7")
                .consent(true)
                .origin("booking-1", 42L)
                .traceId("4bf92f3577b34da6a3ce929d0e0e4736")
                .build();
    }

    static ActivityEvent.Builder minimal() {
        return ActivityEvent.builder()
                .tenantId("salon-042")
                .actorId("user-7f3c")
                .action("appointment_cancelled")
                .resource("appointment")
                .timestamp(Instant.parse("2024-03-28T12:45:30Z"));
    }

    private static ActivityEvent.Builder with(String field, String value) {
        ActivityEvent.Builder builder = minimal();
        return switch (field) {
            case "id" -> builder.id(value);
            case "tenantId" -> builder.tenantId(value);
            case "actorId" -> builder.actorId(value);
            case "action" -> builder.action(value);
            case "resource" -> builder.resource(value);
            case "resourceId" -> builder.resourceId(value);
            case "userAgent" -> builder.userAgent(value);
            case "producer" -> builder.origin(value, 1L);
            case "traceId" -> builder.traceId(value);
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static void assertRefused(ActivityEvent.Builder builder, RejectionCode code, String pointer) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(builder::build)
                .satisfies(e -> {
                    assertThat(e.rejection().code()).isEqualTo(code);
                    assertThat(e.rejection().pointer()).isEqualTo(pointer);
                    assertThat(e.rejection().message())
                            .startsWith(pointer.substring(1))
                            .endsWith(".");
                });
    }
}
