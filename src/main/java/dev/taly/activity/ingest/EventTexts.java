package dev.taly.activity.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a body, each in its sender's own characters, for numbers and names must not change on the way. They are not
 * checked yet.
 *
 * @param single whether the body is the one event itself, and no list of events
 */
record EventTexts(List<String> texts, boolean single) {
    /** Deeper than any event may be, so that the codec is the one which says so. */
    private static final int MAX_DEPTH = 1_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Limits.MAX_BODY)
                    .maxStringLength(Limits.MAX_BODY)
                    .maxNameLength(Limits.MAX_BODY)
                    .build())
            // Interning and canonicalising names would let a sender fill memory with names of their own.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** In place of an element that is no object, whose text may not be cut out: a string of JSON must not become an event. */
    private static final String NO_OBJECT = "[]";

    private static final String WHITE_SPACE = " \t\r\n";

    /**
     * Takes a body apart.
     *
     * @throws RefusedException if there are none or too many, or an array is not well-formed as a whole
     */
    static EventTexts of(String body, BodyForm form) {
        if (form.lines()) {
            return new EventTexts(counted(lines(body)), false);
        }
        return firstCharacter(body) == '['
                ? new EventTexts(counted(elements(body)), false)
                : new EventTexts(List.of(body), true);
    }

    int size() {
        return texts.size();
    }

    private static List<String> lines(String body) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < body.length() && lines.size() <= Limits.MAX_EVENTS) {
            int end = body.indexOf('\n', from);
            end = end < 0 ? body.length() : end;
            String line = body.substring(from, end);
            if (firstCharacter(line) != 0) {
                lines.add(line);
            }
            from = end + 1;
        }
        return lines;
    }

    private static List<String> elements(String body) {
        List<String> elements = new ArrayList<>();
        try (JsonParser in = JSON.createParser(body)) {
            in.nextToken();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                // All are read, for one that is broken behind the limit still breaks the whole.
                String element = element(in, body);
                if (elements.size() <= Limits.MAX_EVENTS) {
                    elements.add(element);
                }
            }
            if (in.nextToken() != null) {
                throw BodyText.malformed("Nothing may follow the array.");
            }
            return elements;
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the text; its place alone says enough.
            long at = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
            throw BodyText.malformed(
                    "The array must be well-formed JSON" + (at < 0 ? "." : "; it breaks at character " + at + "."));
        } catch (IOException e) {
            throw new UncheckedIOException("a text broke while it was read", e);
        }
    }

    /** The text of the element that the parser stands on, which it leaves at its end. */
    private static String element(JsonParser in, String body) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            // Jackson reads a scalar only when it is asked for it, and would not see what is wrong inside.
            in.finishToken();
            return NO_OBJECT;
        }
        int start = Math.toIntExact(in.currentTokenLocation().getCharOffset());
        in.skipChildren();
        int end = Math.toIntExact(in.currentLocation().getCharOffset());
        return body.substring(start, end);
    }

    private static List<String> counted(List<String> texts) {
        if (texts.isEmpty()) {
            throw new RefusedException(Fault.NO_EVENTS);
        }
        if (texts.size() > Limits.MAX_EVENTS) {
            throw new RefusedException(Fault.TOO_MANY_EVENTS);
        }
        return texts;
    }

    /** The first that is no white space of JSON's; 0 where there is none. */
    private static char firstCharacter(String text) {
        int at = 0;
        while (at < text.length() && WHITE_SPACE.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }
}
