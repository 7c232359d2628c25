package dev.taly.activity.audit;

import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.GeneratedEvents;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines as the archive holds them, drawn from a seed, and lines that are hard to hand on. */
public final class SampleLines {
    private static final List<String> HARD_TEXTS = List.of(
            "=cmd|'/C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "\\ttab",
            "\\rreturn",
            "\\nfeed",
            "'quoted",
            "''",
            "＝１＋１",
            "＋1",
            "－1",
            "＠x",
            "say \\\"hello\\\", he said",
            "one\\r\\ntwo\\nthree",
            "a,b;c\\td",
            "\\u0000",
            "before\\u0000after",
            "\\u0001\\u001f\\u007f\\u0085",
            "😀👩‍👩‍👧",
            "שלום \\u202e reversed",
            "مرحبا",
            "\\ufeffmark",
            "\\ufffe\\uffff",
            "100%",
            "%00",
            "null",
            "NULL",
            "\\\\N",
            " ",
            "back\\\\slash");

    private static final List<String> HARD_METADATA = List.of(
            "{}",
            "{\"n\":12345678901234567890123456789012345678}",
            "{\"n\":-0.10,\"e\":1e400,\"z\":0.1000}",
            "{\"nothing\":null,\"list\":[null,[],{}],\"empty\":\"\"}",
            "{\"\":\"no name\",\"=1+1\":\"=1+1\"}",
            "{\"text\":\"a\\\"b\\\\c\\u0000\\n\",\"😀\":\"\\u2028\"}");

    private SampleLines() {}

    /** So many lines, valid events all. */
    public static List<StoredLine> generated(long seed, int count) {
        GeneratedEvents events = new GeneratedEvents(seed);
        EventCodec codec = new EventCodec(EventRules.standard());
        List<StoredLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "made-" + seed + "-" + i;
            if (!(codec.decode(events.next().json(), GeneratedEvents.NOW, () -> id)
                    instanceof Decoded.Accepted accepted)) {
                throw new AssertionError("seed " + seed + ": a generated event was refused");
            }
            JsonObject enrichment =
                    events.random().nextBoolean() ? JsonObject.parse("{\"geo\":{\"country\":\"SE\"}}") : null;
            lines.add(line(EventCodec.encode(new StoredEvent(accepted.event(), GeneratedEvents.NOW, enrichment))));
        }
        return lines;
    }

    /** One line for each text and each metadata that is hard somewhere, and for what may be absent, null or empty. */
    public static List<StoredLine> hard() {
        List<StoredLine> lines = new ArrayList<>();
        for (String text : HARD_TEXTS) {
            lines.add(line(
                    members(lines.size(), text, ",\"resourceId\":\"" + text + "\",\"userAgent\":\"" + text + "\"")));
        }
        for (String metadata : HARD_METADATA) {
            lines.add(
                    line(members(lines.size(), "user-1", ",\"metadata\":" + metadata + ",\"enrichment\":" + metadata)));
        }
        lines.add(line(members(lines.size(), "user-1", "")));
        lines.add(line(members(lines.size(), "user-1", ",\"userAgent\":\"\",\"traceId\":\"\"")));
        lines.add(line(
                members(lines.size(), "user-1", ",\"metadata\":null,\"outcome\":null,\"seq\":null,\"consent\":null")));
        lines.add(line(
                members(lines.size(), "user-1", ",\"producer\":\"p-1\",\"seq\":9007199254740991,\"consent\":false")));
        return lines;
    }

    /** Both, so that every test of agreement sees them. */
    public static List<StoredLine> all(long seed, int count) {
        List<StoredLine> lines = new ArrayList<>(hard());
        lines.addAll(generated(seed, count));
        return lines;
    }

    /** The line of that JSON. */
    public static StoredLine line(String json) {
        try {
            return StoredLine.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (BadLineException e) {
            throw new AssertionError(json, e);
        }
    }

    /** What a field says, where it says something: its text, or its JSON where it is no text. */
    public static Optional<String> value(StoredLine line, LineField field) {
        return line.text(field).or(() -> line.json(field).filter(json -> !json.equals("null")));
    }

    private static String members(int number, String actor, String more) {
        return "{\"id\":\"hard-" + number + "\",\"tenantId\":\"salon-042\",\"actorId\":\"" + actor
                + "\",\"action\":\"appointment_cancelled\",\"resource\":\"appointment\",\"timestamp\":\"2024-03-28T12:45:30.123456789Z\""
                + more + ",\"receivedAt\":\"2024-03-28T12:45:31.5Z\"}";
    }
}
