package dev.taly.activity.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.taly.activity.event.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Strings between JSON and text. */
final class JsonStrings {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonStrings() {}

    /**
     * The text of a JSON string.
     *
     * @param start of the quote before it
     * @param end after the quote behind it
     * @throws BadLineException if it is no well-formed UTF-8
     */
    static String decode(byte[] json, int start, int end) throws BadLineException {
        String text = new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
        return text.indexOf('\\') < 0 ? text : unescape(json, start, end);
    }

    /** A text as it stands between the quotes of a string that the archive writes. */
    static String escape(String text) {
        String quoted = new JsonText(text.length() + 2).string(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String unescape(byte[] json, int start, int end) throws BadLineException {
        try (JsonParser in = JSON.createParser(json, start, end - start)) {
            in.nextToken();
            return in.getText();
        } catch (IOException e) {
            throw new BadLineException("is no well-formed UTF-8");
        }
    }
}
