package dev.taly.activity.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Valid events of every shape, drawn from a seed: the same seed gives the same events. */
public final class GeneratedEvents {
    /** The receiver's clock. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-:";
    private static final List<String> NUMBERS = List.of(
            "0", "-0", "0.0", "-0.0e0", "1e400", "1E-400", "12.50", "1e+99999999999", "9007199254740993", "0.1000");
    private static final List<Integer> CODE_POINTS = List.of(
            0, 1, 8, 9, 10, 13, 27, 31, 32, 34, 38, 47, 60, 92, 96, 127, 0x85, 0x9b, 0xa0, 0xe9, 0x5d0, 0x200f, 0x2028,
            0x202e, 0x4e2d, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x10000, 0x1f600, 0x10ffff);

    private final Random random;

    public GeneratedEvents(long seed) {
        random = new Random(seed);
    }

    public Random random() {
        return random;
    }

    public EventText next() {
        EventText event = EventText.empty();
        maybe(() -> event.text("id", id(128)));
        event.text(
                "tenantId",
                letters(1, ID_CHARACTERS.substring(0, 62)) + letters(between(0, 63), ID_CHARACTERS.substring(0, 65)));
        event.set("actorId", quote(characters(1, 256)));
        event.text("action", name());
        event.text("resource", name());
        maybe(() -> event.set("resourceId", quote(characters(1, 256))));
        event.text("timestamp", timestamp());
        maybe(() -> event.text("level", pick(List.of("info", "warn", "critical"))));
        maybe(() -> event.text("outcome", pick(List.of("success", "failure"))));
        maybe(() -> event.set("metadata", object(between(2, 16))));
        maybe(() -> event.set("userAgent", quote(characters(0, 1024))));
        maybe(() -> event.text("ipAddress", ipAddress()));
        maybe(() -> event.set("consent", pick(List.of("true", "false"))));
        maybe(() -> event.text("producer", id(128)).set("seq", seq()));
        maybe(() -> event.set("traceId", quote(characters(0, 128))));
        return event.shuffled(random);
    }

    /** White space as JSON has it. */
    String space() {
        return letters(between(0, 3), " \t\n\r");
    }

    /** A JSON string, each character as it is or escaped in any way that JSON allows. */
    public String quote(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int index = "\b\f\n\r\t\"\\/".indexOf(c);
            if (index >= 0 && random.nextBoolean()) {
                text.append('\\').append("bfnrt\"\\/".charAt(index));
            } else if (c < ' ' || c == '"' || c == '\\' || random.nextInt(16) == 0) {
                text.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    public String number() {
        if (random.nextInt(3) == 0) {
            return pick(NUMBERS);
        }
        String whole = (random.nextBoolean() ? "-" : "")
                + letters(1, "123456789")
                + letters(random.nextInt(20) == 0 ? 300 : between(0, 20), "0123456789");
        String fraction = random.nextBoolean() ? "." + letters(between(1, 20), "0123456789") : "";
        return whole + fraction + (random.nextInt(4) == 0 ? pick(List.of("e", "E", "e-", "E+")) + between(0, 400) : "");
    }

    /** An object that nests at most to that level, and often reaches it. */
    String object(int deepest) {
        return object(2, deepest);
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private String object(int level, int deepest) {
        int size = random.nextInt(5) == 0 ? 0 : between(1, level > 4 ? 2 : 5);
        return IntStream.range(0, size)
                .mapToObj(i -> space() + quote(i + characters(0, 4)) + space() + ":" + value(level, deepest))
                .collect(Collectors.joining(",", "{", size == 0 ? space() + "}" : "}"));
    }

    private String array(int level, int deepest) {
        int size = random.nextInt(5) == 0 ? 0 : between(1, level > 4 ? 2 : 5);
        return IntStream.range(0, size)
                .mapToObj(i -> value(level, deepest))
                .collect(Collectors.joining(",", "[", size == 0 ? space() + "]" : "]"));
    }

    private String value(int level, int deepest) {
        boolean nests = level < deepest && random.nextInt(3) == 0;
        String value = nests
                ? random.nextBoolean() ? object(level + 1, deepest) : array(level + 1, deepest)
                : switch (random.nextInt(4)) {
                    case 0 -> quote(characters(0, 20));
                    case 1, 2 -> number();
                    default -> pick(List.of("true", "false", "null"));
                };
        return space() + value + space();
    }

    private String characters(int least, int most) {
        int length = random.nextInt(10) == 0 ? pick(List.of(least, most)) : between(least, Math.min(most, 24));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextInt(3) > 0 ? between('a', 'z') : pick(CODE_POINTS));
        }
        return text.toString();
    }

    private String id(int most) {
        return letters(random.nextInt(10) == 0 ? most : between(1, 40), ID_CHARACTERS);
    }

    private String name() {
        String words = letters(1, "abcxyz") + letters(between(0, 8), "abcxyz0189");
        for (int i = between(0, 3); i > 0; i--) {
            words += pick(List.of("_", ".")) + letters(between(1, 10), "abcxyz0189");
        }
        return random.nextInt(10) == 0 ? words + letters(64 - words.length(), "abcxyz0189") : words;
    }

    private String timestamp() {
        long lastSecond = NOW.getEpochSecond() + 299;
        long span = random.nextBoolean() ? 1_000_000_000L : lastSecond - FIRST_SECOND - 2 * 86_400;
        long second = lastSecond - (long) (random.nextDouble() * span);
        int offsetMinutes = random.nextInt(3) == 0 ? between(-1439, 1439) : 0;
        String local = LocalDateTime.ofEpochSecond(second + offsetMinutes * 60L, 0, ZoneOffset.UTC)
                .format(SECONDS);
        String fraction = random.nextBoolean() ? "" : "." + letters(between(1, 9), "0123456789");
        String offset = offsetMinutes == 0 && random.nextInt(5) > 0
                ? pick(List.of("Z", "z"))
                : String.format(
                        "%s%02d:%02d",
                        offsetMinutes < 0 ? "-" : "+", Math.abs(offsetMinutes) / 60, Math.abs(offsetMinutes) % 60);
        return (random.nextInt(8) == 0 ? local.replace('T', 't') : local) + fraction + offset;
    }

    private String ipAddress() {
        String ipv4 = IntStream.range(0, 4).mapToObj(i -> "" + between(0, 255)).collect(Collectors.joining("."));
        if (random.nextBoolean()) {
            return ipv4;
        }
        boolean endsInIpv4 = random.nextInt(4) == 0;
        int groups = endsInIpv4 ? 6 : 8;
        if (random.nextBoolean()) {
            return groups(groups) + (endsInIpv4 ? ":" + ipv4 : "");
        }
        int left = between(0, groups - 1);
        int right = between(0, groups - 1 - left);
        String tail = groups(right) + (endsInIpv4 ? (right > 0 ? ":" : "") + ipv4 : "");
        return groups(left) + "::" + tail;
    }

    private String groups(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> letters(between(1, 4), "0123456789abcdefABCDEF"))
                .collect(Collectors.joining(":"));
    }

    private String seq() {
        String whole = random.nextInt(4) == 0 ? "9007199254740991" : "" + between(1, Integer.MAX_VALUE - 1);
        return whole + pick(List.of("", "", "", ".0", ".00e0", "e0", "0e-1"));
    }

    private String letters(int count, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private void maybe(Runnable change) {
        if (random.nextBoolean()) {
            change.run();
        }
    }
}
