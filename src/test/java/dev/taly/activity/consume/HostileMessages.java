package dev.taly.activity.consume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages as an attacker, a broken service or plain chance would send them. Each seed gives the same ones again. */
final class HostileMessages {
    private static final List<String> TENANTS = List.of(
            "acme",
            "beta",
            "a..",
            "A-1_.x",
            "../acme",
            "acme/date=2024-03-28/x",
            "..",
            ".",
            "",
            "acme\\u0000",
            "acme ",
            "\\ud800",
            "acme/../beta",
            "%2e%2e%2f",
            "acme\\n",
            "\u0430cme",
            "tenant=acme",
            "x".repeat(64),
            "x".repeat(65),
            "-a",
            "acme\\\\..",
            "\u202eemca");
    private static final List<String> ACTIONS = List.of(
            "user_login",
            "login_failed",
            "a",
            "a.b_c",
            "User",
            "a__b",
            "../x",
            "a\\u0000",
            "",
            "\\udc00",
            "a".repeat(65));
    private static final List<String> TIMES = List.of(
            "2024-03-28T10:00:00Z",
            "2024-03-27T23:59:59.999999999-00:01",
            "0000-01-01T00:00:00Z",
            "2024-02-29T12:00:00.10+14:00",
            "9999-12-31T23:59:59Z",
            "2024-02-30T00:00:00Z",
            "2024-03-28",
            "../../x",
            "0000-01-01T00:00:00+01:00",
            "");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-0.0",
            "1.000",
            "1e0",
            "12345678901234567890123456789.123456789012345678901234567890",
            "1E+400",
            "1e-400",
            "9".repeat(1_200),
            "0.1e1",
            "01",
            "NaN",
            "+1",
            "1.",
            "-",
            "Infinity");
    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "\\u0000\\u001f",
            "\\ud83d\\udca5",
            "\ud83d\udca5",
            "\\ud800",
            "\\udc00x",
            "\\\"",
            "\u2028\u2029",
            "\\/",
            "../../etc/passwd",
            "</script>",
            "\\u0041",
            "\ufeff",
            "\\n{\\\"tenantId\\\":\\\"beta\\\"}\\n",
            "\\x",
            "\u0001");
    private static final JsonMapper JSON = new JsonMapper();

    private final Random random;

    HostileMessages(long seed) {
        random = new Random(seed);
    }

    /** A message; some come in an envelope, some are no JSON, and some have no id or time. */
    SourceMessage next(String messageId) {
        String body = switch (random.nextInt(20)) {
            case 0 -> noise();
            case 1 -> mutated(event());
            case 2 -> "\ufeff" + event();
            case 3 -> event() + pick(List.of("{}", "x", "\u0000", " \n", event()));
            case 4 -> "{\"metadata\":" + "[".repeat(5_000);
            case 5, 6, 7 -> envelope(event());
            default -> event();
        };
        return new SourceMessage(messageId, body, Messages.SENT_AT, Map.of());
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** The text inside a message's envelope, or the body itself. */
    static String eventText(String body) {
        try {
            return body.startsWith("{\"Type\":\"Notification\"")
                    ? JSON.readTree(body).get("Message").textValue()
                    : body;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Mostly right, so that some get through: each field is hostile one time in eight. */
    private String event() {
        StringBuilder event = new StringBuilder("{");
        if (chance(70)) {
            event.append("\"id\":\"e-").append(random.nextLong()).append("\",");
        }
        event.append("\"tenantId\":\"").append(mostly(TENANTS, 4)).append("\",");
        event.append("\"actorId\":\"")
                .append(mostly(TEXTS.subList(1, TEXTS.size()), 1))
                .append("\",");
        event.append("\"action\":\"").append(mostly(ACTIONS, 4)).append("\",");
        event.append("\"resource\":\"").append(mostly(ACTIONS, 4)).append("\",");
        if (chance(75)) {
            event.append("\"metadata\":")
                    .append(value(random.nextInt(20) == 0 ? 40 : 3, true))
                    .append(',');
        }
        if (chance(5)) {
            event.append("\"tenantId\":\"beta\",");
        }
        if (chance(5)) {
            event.append("\"").append(pick(TEXTS)).append("\":1,");
        }
        return event.append("\"timestamp\":\"")
                .append(mostly(TIMES, 4))
                .append("\"}")
                .toString();
    }

    private String value(int depth, boolean object) {
        if (object || (depth > 0 && chance(depth > 20 ? 95 : 30))) {
            StringBuilder members = new StringBuilder();
            int count = depth > 20 ? 1 : 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                members.append(i == 0 ? "" : ", ")
                        .append('"')
                        .append(chance(3) ? "" : i)
                        .append(chance(90) ? "k" : pick(TEXTS))
                        .append("\" :")
                        .append(value(depth - 1, false));
            }
            return "{" + members + "}";
        }
        return switch (random.nextInt(6)) {
            case 0 -> mostly(NUMBERS, 10);
            case 1 -> "\"" + mostly(TEXTS, 5) + "\"";
            case 2 -> "[" + value(depth - 1, false) + ",null]";
            case 3 -> "true";
            case 4 -> "null";
            default -> "\"v\"";
        };
    }

    private String envelope(String message) {
        try {
            return "{\"Type\":\"Notification\",\"MessageId\":\"n" + random.nextLong()
                    + "\",\"TopicArn\":\"arn:aws:sns:us-east-1:000000000000:t\",\"Message\":"
                    + JSON.writeValueAsString(message) + ",\"UnsubscribeURL\":\"u\"}";
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private String noise() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return new String(bytes, chance(50) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE);
    }

    private String mutated(String text) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (char) random.nextInt(0x10000) + text.substring(at + 1);
    }

    private String mostly(List<String> texts, int good) {
        return chance(88) ? texts.get(random.nextInt(good)) : pick(texts);
    }

    private <T> T pick(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
