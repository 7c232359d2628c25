package dev.taly.activity.event;

import static dev.taly.activity.event.GeneratedEvents.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private final EventCodec codec = new EventCodec(EventRules.standard());

    @Test
    void decode_readsEveryField() {
        ActivityEvent event = accepted(EventText.full().json());

        assertThat(event)
                .isEqualTo(new ActivityEvent(
                        "018e8502-5b10-7cc4-9f6a-3b0f6d9e2a11",
                        "salon-042",
                        "user-7f3c",
                        "appointment_cancelled",
                        "appointment",
                        "appointment-91",
                        new EventTime(Instant.parse("2024-03-28T12:45:30.120Z"), 3),
                        Level.WARN,
                        Outcome.SUCCESS,
                        JsonObject.parse("{\"reason\":\"Client no-show\",\"fee\":12.50}"),
                        "Mozilla/5.0",
                        "203.0.113.7",
                        true,
                        "booking-1",
                        42L,
                        "4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    @Test
    void decode_takesTheSeedsOwnPayloadOnceItHasATenant() {
        String payload =
                "{\"actorId\": \"user-uuid\", \"action\": \"appointment_cancelled\", \"resource\": \"appointment\","
                        + " \"resourceId\": \"appointment-uuid\", \"timestamp\": \"2024-03-28T12:45:30Z\","
                        + " \"metadata\": {\"reason\": \"Client no-show\", \"role\": \"STAFF\"}";

        assertRejected(payload + "}", RejectionCode.MISSING_FIELD, "/tenantId");
        assertThat(accepted(payload + ", \"tenantId\": \"salon-042\"}").metadata())
                .isEqualTo(JsonObject.parse("{\"reason\":\"Client no-show\",\"role\":\"STAFF\"}"));
    }

    @Test
    void encode_writesTheFieldsInTheRecordsOrderOnOneLine() {
        assertThat(EventCodec.encode(accepted(EventText.full().json(" \n"))))
                .isEqualTo(EventText.full().json());
    }

    @Test
    void encode_leavesOutWhatIsAbsent() {
        assertThat(EventCodec.encode(accepted(EventText.minimal().json())))
                .isEqualTo(EventText.minimal().json());
    }

    @Test
    void encode_escapesWhatJsonDemandsAndNoMore() {
        String hostile = "\"\\/\b\f\n\r\t\0\u001f\u007f\u0085\u2028\u2029é\ud83d\ude00\uffff<>&'";
        ActivityEvent event = ActivityEventTest.minimal()
                .actorId(hostile)
                .resourceId(hostile)
                .userAgent(hostile)
                .traceId(hostile)
                .build();

        String line = EventCodec.encode(event);

        assertThat(line)
                .contains(
                        "\"actorId\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001F\u007f\u0085\u2028\u2029é\ud83d\ude00\uffff<>&'\"");
        assertThat(accepted(line)).isEqualTo(event);
    }

    @Test
    void everyCode_hasABreakageOrARuleThatProvesIt() {
        Set<RejectionCode> broken = Breakage.all().stream()
                .map(Breakage::code)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RejectionCode.class)));

        // These two hang on a policy: EventRulesTest has them.
        broken.addAll(Set.of(RejectionCode.UNKNOWN_ACTION, RejectionCode.CONSENT_MISSING));

        assertThat(broken).containsExactly(RejectionCode.values());
    }

    @Test
    void decode_keepsThePolicysRules() {
        EventCodec strict = new EventCodec(
                new EventRules(ActionCatalogue.shipped(), true, Instant.parse("2024-01-01T00:00:00Z"), action -> true));
        EventText consented = EventText.minimal().set("consent", "true");

        assertThat(strict.decode(consented.json(), NOW)).isInstanceOf(Decoded.Accepted.class);
        assertRejected(strict, EventText.minimal().json(), RejectionCode.CONSENT_MISSING, "/consent");
        assertRejected(
                strict, consented.text("action", "ship_launched").json(), RejectionCode.UNKNOWN_ACTION, "/action");
        assertRejected(
                strict,
                consented.text("timestamp", "2023-12-31T23:59:59Z").json(),
                RejectionCode.TIMESTAMP_OUT_OF_RANGE,
                "/timestamp");
    }

    @Test
    void decode_reportsWhatReadingFindsBeforeWhatTheWholeEventLacks() {
        assertRejected("{\"action\":\"BAD\",\"x\":1", RejectionCode.UNKNOWN_FIELD, "/x");
        assertRejected("{\"consent\":1,\"consent\":1}", RejectionCode.INVALID_FIELD, "/consent");
        assertRejected("{\"traceId\":\"t\",\"level\":\"x\",\"id\":\"\"}", RejectionCode.INVALID_FIELD, "/level");
        assertRejected("{\"traceId\":\"t\",\"id\":\"\"}", RejectionCode.INVALID_FIELD, "/id");
    }

    @Test
    void decode_takesAnEventOfExactlyTheGreatestSize() {
        EventText event = EventText.minimal().set("metadata", "{\"a\":\"\"}");
        int room = EventCodec.MAX_BYTES - event.json().length();

        for (String filler : new String[] {"x", "é", "中", "\ud83d\ude00"}) {
            int bytes = filler.getBytes(StandardCharsets.UTF_8).length;
            String fill = filler.repeat(room / bytes) + "x".repeat(room % bytes);
            String full = event.set("metadata", "{\"a\":\"" + fill + "\"}").json();
            String over = event.set("metadata", "{\"a\":\"" + fill + "x\"}").json();

            assertThat(codec.decode(full, NOW)).isInstanceOf(Decoded.Accepted.class);
            assertThat(codec.decode(full.getBytes(StandardCharsets.UTF_8), NOW)).isInstanceOf(Decoded.Accepted.class);
            assertRejected(over, RejectionCode.TOO_LARGE, "");
            assertThat(codec.decode(over.getBytes(StandardCharsets.UTF_8), NOW)).isEqualTo(codec.decode(over, NOW));
        }
    }

    @Test
    void decode_countsBytesBeforeItLooksAtThem() {
        assertRejected("x".repeat(EventCodec.MAX_BYTES + 1), RejectionCode.TOO_LARGE, "");
        assertRejected("x".repeat(EventCodec.MAX_BYTES), RejectionCode.MALFORMED_JSON, "");
        assertThat(codec.decode(new byte[EventCodec.MAX_BYTES + 1], NOW))
                .isEqualTo(codec.decode("x".repeat(EventCodec.MAX_BYTES + 1), NOW));
    }

    @Test
    void decode_ofBytes_takesUtf8AndNothingElse() {
        String json =
                EventText.minimal().text("actorId", "é中\ud83d\ude00\ufffd").json();

        assertThat(codec.decode(json.getBytes(StandardCharsets.UTF_8), NOW)).isEqualTo(codec.decode(json, NOW));
        assertThat(codec.decode(json, NOW)).isInstanceOf(Decoded.Accepted.class);
        for (Charset other :
                new Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1}) {
            assertMalformed(json.getBytes(other));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "c0af",
                "c080",
                "e080af",
                "eda080",
                "edb080",
                "f4908080",
                "f880808080",
                "80",
                "e4b8",
                "f09f98"
            })
    void decode_ofBytes_refusesWhatIsNoWellFormedUtf8(String hex) {
        byte[] json = EventText.minimal().text("actorId", "?").json().getBytes(StandardCharsets.ISO_8859_1);
        String latin = new String(json, StandardCharsets.ISO_8859_1);
        StringBuilder bad = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 2) {
            bad.append((char) Integer.parseInt(hex, i, i + 2, 16));
        }

        assertMalformed(latin.replace("?", bad).getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7.0, 7", "0.7e1, 7", "70e-1, 7", "9007199254740991, 9007199254740991", "1E0, 1"})
    void seq_isAWholeNumberHoweverItIsWritten(String written, long seq) {
        String text =
                EventText.minimal().text("producer", "p").set("seq", written).json();

        assertThat(accepted(text).seq()).isEqualTo(seq);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e999999999", "1e99999999999", "1e-999999999", "0e999999999", "-1"})
    void seq_refusesHugeNumbersAtOnce(String written) {
        assertRejected(
                EventText.minimal().text("producer", "p").set("seq", written).json(),
                RejectionCode.INVALID_FIELD,
                "/seq");
        assertRejected(
                EventText.minimal()
                        .text("producer", "p")
                        .set("seq", "9".repeat(100_000))
                        .json(),
                RejectionCode.INVALID_FIELD,
                "/seq");
    }

    @Test
    void decode_survivesDeepNestingAnywhere() {
        String deep = "[".repeat(100_000);

        assertRejected(deep, RejectionCode.NOT_AN_OBJECT, "");
        assertRejected("{\"id\":" + deep, RejectionCode.INVALID_FIELD, "/id");
        assertRejected("{\"seq\":" + deep, RejectionCode.INVALID_FIELD, "/seq");
        assertRejected("{\"x\":" + deep, RejectionCode.UNKNOWN_FIELD, "/x");
        assertRejected("{\"metadata\":{\"a\":" + deep, RejectionCode.TOO_DEEP, "/metadata/a" + "/0".repeat(14));
        assertRejected("{\"a\":".repeat(20_000), RejectionCode.UNKNOWN_FIELD, "/a");
    }

    @Test
    void decode_toAnEnd_givesAnIdAndALevelWhereTheyAreAbsent() {
        EventText text = EventText.minimal().text("action", "role_changed");

        Decoded added = codec.decode(text.json(), NOW, () -> "sqs-1");
        Decoded kept = codec.decode(EventText.full().json(), NOW, () -> {
            throw new AssertionError("the event has an id");
        });

        assertThat(added)
                .isEqualTo(codec.decode(
                        text.text("id", "sqs-1").text("level", "critical").json(), NOW));
        assertThat(kept).isEqualTo(codec.decode(EventText.full().json(), NOW));
    }

    @Test
    void decode_toAnEnd_refusesTheSame() {
        String noAction = EventText.minimal().without("action").json();

        assertThat(codec.decode(noAction, NOW, () -> "sqs-1")).isEqualTo(codec.decode(noAction, NOW));
        assertThat(codec.decode(EventText.minimal().json(), NOW, () -> "no id"))
                .isInstanceOfSatisfying(
                        Decoded.Rejected.class,
                        rejected -> assertThat(rejected.rejection().pointer()).isEqualTo("/id"));
    }

    @Test
    void decode_saysWhereJsonEnds() {
        assertThat(rejection("{\"id\":\"a\",}").message()).contains("character 10");
        assertThat(rejection("{\"id\":\"a\"").message()).endsWith(".");
    }

    @ParameterizedTest
    @CsvSource({"login/../x, /login~1..~1x", "~, /~0", "\u202eid, /?id", "tenantId\u200b, /tenantId?"})
    void decode_pointsSafelyAtAnUnknownField(String name, String pointer) {
        assertRejected(EventText.minimal().set(name, "1").json(), RejectionCode.UNKNOWN_FIELD, pointer);
    }

    private ActivityEvent accepted(String text) {
        Decoded decoded = codec.decode(text, NOW);
        assertThat(decoded).as(text).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted) decoded).event();
    }

    private Rejection rejection(String text) {
        return ((Decoded.Rejected) codec.decode(text, NOW)).rejection();
    }

    private void assertMalformed(byte[] bytes) {
        assertThat(codec.decode(bytes, NOW))
                .isInstanceOfSatisfying(
                        Decoded.Rejected.class,
                        rejected -> assertThat(rejected.rejection().code()).isEqualTo(RejectionCode.MALFORMED_JSON));
    }

    private void assertRejected(String text, RejectionCode code, String pointer) {
        assertRejected(codec, text, code, pointer);
    }

    private static void assertRejected(EventCodec codec, String text, RejectionCode code, String pointer) {
        assertThat(codec.decode(text, NOW)).isInstanceOfSatisfying(Decoded.Rejected.class, rejected -> {
            assertThat(rejected.rejection().code()).isEqualTo(code);
            assertThat(rejected.rejection().pointer()).isEqualTo(pointer);
        });
    }
}
