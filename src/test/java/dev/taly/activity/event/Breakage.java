package dev.taly.activity.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One known way to break a valid event.
 *
 * @param name for the test report
 * @param code what the codec must say
 * @param pointer where
 * @param schemaSees whether a JSON Schema can state the rule
 * @param change makes the broken text
 */
record Breakage(String name, RejectionCode code, String pointer, boolean schemaSees, Change change) {
    /** Breaks an event, which it may alter. */
    interface Change {
        String apply(EventText event, Random random);
    }

    private static final String LONG = "x".repeat(257);

    static List<Breakage> all() {
        List<Breakage> all = new ArrayList<>();
        for (String field : List.of("tenantId", "actorId", "action", "resource", "timestamp")) {
            all.add(new Breakage(
                    field + " missing",
                    RejectionCode.MISSING_FIELD,
                    "/" + field,
                    true,
                    (event, random) -> event.without(field).json()));
        }
        all.add(new Breakage(
                "seq without producer",
                RejectionCode.MISSING_FIELD,
                "/producer",
                true,
                (event, random) -> event.set("seq", "1").without("producer").json()));
        all.add(new Breakage(
                "producer without seq",
                RejectionCode.MISSING_FIELD,
                "/seq",
                true,
                (event, random) -> event.text("producer", "p").without("seq").json()));
        for (String field : EventText.full().names()) {
            all.add(invalid(field, "null", "[]", field.equals("metadata") ? "\"{}\"" : "{}"));
        }
        all.add(invalid("id", "1", "\"\"", "\"a b\"", "\"a/b\"", "\"a\\n\"", quoted("i".repeat(129)), "\"\u00e9\""));
        all.add(invalid("tenantId", "1", "\"\"", "\"..\"", "\"-a\"", "\"a/b\"", "\"a\\n\"", quoted("t".repeat(65))));
        all.add(invalid("actorId", "true", "\"\"", quoted(LONG), quoted("\ud83d\ude00".repeat(257))));
        all.add(invalid("resourceId", "0", "\"\"", quoted(LONG), quoted("\ud83d\ude00".repeat(257))));
        for (String field : List.of("action", "resource")) {
            all.add(invalid(
                    field,
                    "7",
                    "\"\"",
                    "\"Login\"",
                    "\"1login\"",
                    "\"user__login\"",
                    "\"user_\"",
                    "\"_user\"",
                    "\"user.\"",
                    "\"user-login\"",
                    "\"user_login\\n\"",
                    quoted("a".repeat(65))));
        }
        all.add(invalid(
                "timestamp",
                "1711629930",
                "\"\"",
                "\"2024-03-28\"",
                "\"2024-03-28T12:45:30\"",
                "\"2024-03-28 12:45:30Z\"",
                "\"2024-03-28T12:45Z\"",
                "\"2024-02-30T12:45:30Z\"",
                "\"2023-02-29T12:45:30Z\"",
                "\"1900-02-29T12:45:30Z\"",
                "\"2024-13-01T12:45:30Z\"",
                "\"2024-00-01T12:45:30Z\"",
                "\"2024-04-31T12:45:30Z\"",
                "\"2024-03-28T24:00:00Z\"",
                "\"2016-12-31T23:59:60Z\"",
                "\"2024-03-28T12:45:30.Z\"",
                "\"2024-03-28T12:45:30.1234567890Z\"",
                "\"2024-03-28T12:45:30+24:00\"",
                "\"2024-03-28T12:45:30+01:60\"",
                "\"2024-03-28T12:45:30+0100\"",
                "\"2024-03-28T12:45:30Z\\n\"",
                "\"12024-03-28T12:45:30Z\"",
                "\"abcd-12-31T23:59:59-23:59\"",
                "\"\u0662024-03-28T12:45:30Z\""));
        all.add(invalid("level", "0", "\"INFO\"", "\"error\"", "\"\"", "\"info \""));
        all.add(invalid("outcome", "true", "\"Success\"", "\"ok\"", "\"\""));
        all.add(invalid("metadata", "1", "\"\"", "true"));
        all.add(invalid("userAgent", "1", quoted("u".repeat(1025)), quoted("\ud83d\ude00".repeat(1025))));
        all.add(invalid(
                "ipAddress",
                "1",
                "\"\"",
                "\"localhost\"",
                "\"1.2.3\"",
                "\"1.2.3.256\"",
                "\"01.2.3.4\"",
                "\"0x7f.0.0.1\"",
                "\"1.2.3.4\\n\"",
                "\"::1%eth0\"",
                "\"[::1]\"",
                "\":::\"",
                "\"1::2::3\"",
                "\"1:2:3:4:5:6:7:8:9\"",
                "\"1:2:3:4:5:6:7::8\"",
                "\"12345::\"",
                "\"1:2:3:4:5:6:7:1.2.3.4\""));
        all.add(invalid("consent", "1", "\"true\""));
        all.add(invalid("traceId", "1", quoted("t".repeat(129))));
        all.add(pair("producer", "1", "\"\"", "\"a b\"", quoted("p".repeat(129))));
        all.add(pair("seq", "0", "-1", "1.5", "\"1\"", "9007199254740992", "9007199254740991.5", "1e300", "1e-1"));
        for (String field : List.of("tenantid", "user", "receivedAt", "enrichment", "__proto__", "ID")) {
            all.add(new Breakage(
                    "unknown " + field,
                    RejectionCode.UNKNOWN_FIELD,
                    "/" + field,
                    true,
                    (event, random) -> event.set(field, "1").shuffled(random).json()));
        }
        for (String text : List.of("[]", "null", "true", "7", "\"event\"")) {
            all.add(new Breakage(text, RejectionCode.NOT_AN_OBJECT, "", true, (event, random) -> text));
        }
        all.addAll(beyondASchema());
        return all;
    }

    /** The rules that the schema's {@code $comment} lists. */
    private static List<Breakage> beyondASchema() {
        List<Breakage> all = new ArrayList<>();
        all.add(beyond(
                "too large",
                RejectionCode.TOO_LARGE,
                "",
                (event, random) -> event.set(
                                "metadata", "{\"a\":" + quoted("\u4e2d".repeat(EventCodec.MAX_BYTES / 3)) + "}")
                        .json()));
        all.add(beyond(
                "objects too deep",
                RejectionCode.TOO_DEEP,
                "/metadata" + "/a".repeat(15),
                (event, random) -> event.set("metadata", "{\"a\":".repeat(15) + "{}" + "}".repeat(15))
                        .json()));
        all.add(beyond(
                "arrays too deep",
                RejectionCode.TOO_DEEP,
                "/metadata/a" + "/0".repeat(14),
                (event, random) -> event.set("metadata", "{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}")
                        .json()));
        for (String field : EventText.full().names()) {
            all.add(beyond(field + " twice", RejectionCode.DUPLICATE_FIELD, "/" + field, (event, random) -> {
                EventText full = EventText.full().shuffled(random);
                return full.jsonWithExtra(quoted(field) + ":" + full.get(field));
            }));
        }
        all.add(beyond(
                "twice in metadata",
                RejectionCode.DUPLICATE_FIELD,
                "/metadata/a",
                (event, random) -> event.set("metadata", "{\"a\":1,\"b\":{},\"\\u0061\":1}")
                        .json()));
        all.add(beyond(
                "twice deep down",
                RejectionCode.DUPLICATE_FIELD,
                "/metadata/a/1/b~1c",
                (event, random) -> event.set("metadata", "{\"a\":[0,{\"b/c\":1,\"b\\/c\":2}]}")
                        .json()));
        all.add(beyond(
                "surrogate in metadata",
                RejectionCode.INVALID_FIELD,
                "/metadata/a",
                (event, random) -> event.set("metadata", "{\"a\":\"\\ud800\"}").json()));
        all.add(beyond(
                "surrogate in a name",
                RejectionCode.INVALID_FIELD,
                "/metadata/?",
                (event, random) -> event.set("metadata", "{\"\\udc00\":1}").json()));
        for (String field : List.of("actorId", "resourceId", "userAgent", "traceId")) {
            for (String value :
                    List.of("\"a\\ud800\"", "\"\\udc00a\"", "\"\\udc00\\ud800\"", "\"\\ud800\\ud800\\udc00\"")) {
                all.add(beyond(
                        "surrogate " + value,
                        RejectionCode.INVALID_FIELD,
                        "/" + field,
                        (event, random) -> event.set(field, value).json()));
            }
        }
        for (String value : List.of(
                "2026-03-01T12:05:00.000000001Z",
                "9999-12-31T23:59:59Z",
                "9999-12-31T23:59:59-00:01",
                "0000-01-01T00:00:00+00:01")) {
            all.add(beyond(
                    "timestamp " + value,
                    RejectionCode.TIMESTAMP_OUT_OF_RANGE,
                    "/timestamp",
                    (event, random) -> event.text("timestamp", value).json()));
        }
        all.add(beyond(
                "seq in 41 characters",
                RejectionCode.INVALID_FIELD,
                "/seq",
                (event, random) -> event.text("producer", "p")
                        .set("seq", "1." + "0".repeat(39))
                        .json()));
        all.add(malformed("byte order mark", "\ufeff", ""));
        all.add(malformed("no-break space", "\u00a0", ""));
        all.add(malformed("trailing object", "", "{}"));
        all.add(malformed("trailing brace", "", "}"));
        all.add(malformed("trailing NUL", "", "\0"));
        all.add(malformed("comment", "/**/", ""));
        all.add(beyond("empty", RejectionCode.MALFORMED_JSON, "", (event, random) -> ""));
        all.add(beyond("blank", RejectionCode.MALFORMED_JSON, "", (event, random) -> " \n"));
        all.add(beyond("cut off", RejectionCode.MALFORMED_JSON, "", (event, random) -> {
            String json = EventText.minimal().json();
            return json.substring(0, 1 + random.nextInt(json.length() - 1));
        }));
        return all;
    }

    /** Gives that field each of those values in turn. */
    private static Breakage invalid(String field, String... values) {
        if (field.equals("producer") || field.equals("seq")) {
            return pair(field, values);
        }
        return new Breakage(
                field + " one of " + List.of(values),
                RejectionCode.INVALID_FIELD,
                "/" + field,
                true,
                (event, random) ->
                        event.set(field, values[random.nextInt(values.length)]).json());
    }

    private static Breakage pair(String field, String... values) {
        return new Breakage(
                field + " one of " + List.of(values),
                RejectionCode.INVALID_FIELD,
                "/" + field,
                true,
                (event, random) -> event.text("producer", "p")
                        .set("seq", "1")
                        .set(field, values[random.nextInt(values.length)])
                        .json());
    }

    private static Breakage malformed(String name, String before, String after) {
        return beyond(name, RejectionCode.MALFORMED_JSON, "", (event, random) -> before + event.json() + after);
    }

    private static Breakage beyond(String name, RejectionCode code, String pointer, Change change) {
        return new Breakage(name, code, pointer, false, change);
    }

    private static String quoted(String value) {
        return EventText.quote(value);
    }

    @Override
    public String toString() {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }
}
