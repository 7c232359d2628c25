package dev.taly.activity.event;

import java.util.List;
import java.util.Random;

/** Damages a text without regard for what it means. */
final class Mutation {
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\\udc00",
            "\\ud83d\\ude00",
            "\\x",
            "\\u12",
            "\ufeff",
            "\u00a0",
            "\u2028",
            "\0",
            "\u001f",
            "\u007f",
            "\ud800",
            "1e400",
            "1e-99999999999",
            "-",
            "+1",
            "01",
            ".5",
            "1.",
            "0x1f",
            "NaN",
            "Infinity",
            "true",
            "null",
            "undefined",
            "//",
            "/**/",
            "#",
            "'",
            " ",
            "\n",
            "\t",
            "\f",
            "\u000b",
            "9".repeat(300),
            "[".repeat(40),
            "{\"a\":".repeat(20),
            "{\"a\":1,\"a\":2}",
            "\"tenantId\":\"t\",",
            "\"x\":1,",
            ",\"seq\":1e0",
            ",\"consent\":true",
            ",\"metadata\":{}");

    private Mutation() {}

    static String apply(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4) / 2; i >= 0; i--) {
            once(damaged, random);
        }
        return damaged.toString();
    }

    private static void once(StringBuilder text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + (random.nextInt(4) == 0 ? random.nextInt(20) : 1));
        String token = TOKENS.get(random.nextInt(TOKENS.size()));
        switch (random.nextInt(8)) {
            case 0 -> text.setLength(from);
            case 1 -> text.delete(from, to);
            case 2 -> text.insert(from, text.substring(from, to));
            case 3 -> text.replace(from, to, token);
            case 4 -> text.insert(from, token);
            case 5 -> text.append(token);
            case 6 -> text.insert(0, token);
            default -> {
                if (from < to) {
                    text.setCharAt(from, (char) (text.charAt(from) ^ 1 << random.nextInt(8)));
                }
            }
        }
    }
}
