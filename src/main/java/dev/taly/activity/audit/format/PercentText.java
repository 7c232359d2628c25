package dev.taly.activity.audit.format;

import java.nio.charset.StandardCharsets;

/** Text without control characters and noncharacters, which stand in it percent-encoded as in a URI, and so does {@code %}. */
final class PercentText {
    private PercentText() {}

    static String encode(String text) {
        if (text.codePoints().allMatch(PercentText::isPlain)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                encoded.appendCodePoint(c);
                return;
            }
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                encoded.append(String.format("%%%02X", b & 0xFF));
            }
        });
        return encoded.toString();
    }

    private static boolean isPlain(int c) {
        boolean nonCharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
        return c != '%' && !Character.isISOControl(c) && !nonCharacter && Character.getType(c) != Character.SURROGATE;
    }
}
