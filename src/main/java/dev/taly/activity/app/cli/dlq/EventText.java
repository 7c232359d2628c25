package dev.taly.activity.app.cli.dlq;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.event.EventCodec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A dead event's text for the eye: one member on a line, and a mark at the line in question. What is no JSON, or would lose a
 * member as a tree, stays as it is.
 */
final class EventText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final int AROUND = 30;

    /** Deeper, each line would be mostly indent. */
    private static final int MAX_DEPTH = 2 * EventCodec.MAX_DEPTH;

    private final List<Line> lines = new ArrayList<>();
    private final UnaryOperator<String> safe;

    /**
     * A line.
     *
     * @param text indented
     * @param marked whether it is the one in question
     */
    record Line(String text, boolean marked) {}

    private EventText(UnaryOperator<String> safe) {
        this.safe = safe;
    }

    /** The lines of a text; the mark is at the place that the pointer names, or at the nearest around it. */
    static List<Line> of(String text, String pointer) {
        EventText lines = new EventText(Printable::line);
        try {
            JsonNode root = JSON.readTree(text);
            if (!root.isMissingNode() && !isDeep(root, MAX_DEPTH)) {
                lines.add("", root, JsonPointer.empty(), "", mark(root, pointer));
                return lines.lines;
            }
        } catch (JacksonException e) {
            lines.addBroken(text, e.getLocation());
            return lines.lines;
        }
        return List.of(new Line(Printable.lines(text), true));
    }

    /** One member on a line, the same JSON as before, to edit or to compare; what is no JSON or too deep stays as it is. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        try {
            JsonNode root = JSON.readTree(text);
            if (isDeep(root, MAX_DEPTH)) {
                return text;
            }
            EventText lines = new EventText(UnaryOperator.identity());
            lines.add("", root, JsonPointer.empty(), "", JsonPointer.empty());
            lines.lines.forEach(line -> plain.append(line.text()).append('\n'));
            return plain.toString();
        } catch (JacksonException e) {
            return text;
        }
    }

    private static JsonPointer mark(JsonNode root, String pointer) {
        try {
            JsonPointer place = JsonPointer.compile(pointer);
            while (root.at(place).isMissingNode()) {
                place = place.head();
            }
            return place;
        } catch (IllegalArgumentException e) {
            return JsonPointer.empty();
        }
    }

    private void add(String name, JsonNode node, JsonPointer at, String end, JsonPointer mark) {
        String indent = "  ".repeat(depth(at));
        boolean marked = at.equals(mark);
        if (!node.isContainerNode() || node.isEmpty()) {
            lines.add(new Line(indent + name + safe(node) + end, marked));
            return;
        }
        lines.add(new Line(indent + name + (node.isObject() ? "{" : "["), marked));
        if (node.isObject()) {
            Iterator<Map.Entry<String, JsonNode>> members = node.properties().iterator();
            while (members.hasNext()) {
                Map.Entry<String, JsonNode> member = members.next();
                String label = safe(TextNode.valueOf(member.getKey())) + ": ";
                add(label, member.getValue(), at.appendProperty(member.getKey()), members.hasNext() ? "," : "", mark);
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                add("", node.get(i), at.appendIndex(i), i + 1 < node.size() ? "," : "", mark);
            }
        }
        lines.add(new Line(indent + (node.isObject() ? "}" : "]") + end, false));
    }

    private void addBroken(String text, JsonLocation location) {
        lines.add(new Line(Printable.lines(text), false));
        int at = (int) Math.max(0, Math.min(location.getCharOffset(), text.length()));
        int from = Math.max(0, at - AROUND);
        String before = Printable.line(text.substring(from, at));
        String after = Printable.line(text.substring(at, Math.min(text.length(), at + AROUND)));
        lines.add(new Line("", false));
        lines.add(new Line("line " + location.getLineNr() + ", column " + location.getColumnNr() + ":", false));
        lines.add(new Line(before + after, false));
        lines.add(new Line(" ".repeat(before.length()) + "^", true));
    }

    private static int depth(JsonPointer at) {
        int depth = 0;
        for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
            depth++;
        }
        return depth;
    }

    /** JSON escapes control characters; for a terminal, what else would trouble it is shown as code. */
    private String safe(JsonNode value) {
        return safe.apply(value.toString());
    }

    private static boolean isDeep(JsonNode node, int levels) {
        if (!node.isContainerNode()) {
            return false;
        }
        if (levels == 0) {
            return true;
        }
        for (JsonNode child : node) {
            if (isDeep(child, levels - 1)) {
                return true;
            }
        }
        return false;
    }
}
