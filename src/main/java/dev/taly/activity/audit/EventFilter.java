package dev.taly.activity.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses events: every rule must hold, and of a field's values one. Immutable, and safe for any number of threads if its
 * predicates are.
 */
public final class EventFilter implements Predicate<StoredLine> {
    private final List<FieldRule> fields;
    private final List<TextRule> texts;
    private final List<Predicate<StoredLine>> predicates;

    private EventFilter(Builder builder) {
        fields = builder.fields.entrySet().stream()
                .map(field -> FieldRule.of(field.getKey(), field.getValue()))
                .sorted(Comparator.comparing(FieldRule::isCommon))
                .toList();
        texts = builder.texts.stream().map(TextRule::of).toList();
        predicates = List.copyOf(builder.predicates);
    }

    /** Chooses every event. */
    public static EventFilter all() {
        return builder().build();
    }

    /** Without a rule yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether it is chosen. */
    @Override
    public boolean test(StoredLine line) {
        try {
            return admits(LineView.of(line)) && admits(line);
        } catch (BadLineException e) {
            throw new IllegalStateException("a line that was read cannot be read again", e);
        }
    }

    /** What to search for before a line is looked at; nothing where every line must be. */
    List<String> needles() {
        return texts.isEmpty()
                ? fields.stream().findFirst().map(FieldRule::needles).orElse(List.of())
                : texts.get(0).spellings();
    }

    /** Whether the rules of fields and texts hold. */
    boolean admits(LineView line) throws BadLineException {
        for (FieldRule field : fields) {
            if (!field.test(line)) {
                return false;
            }
        }
        for (TextRule text : texts) {
            if (!text.test(line)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the predicates hold. */
    boolean admits(StoredLine line) {
        for (Predicate<StoredLine> predicate : predicates) {
            if (!predicate.test(line)) {
                return false;
            }
        }
        return true;
    }

    /** Collects rules. Not for sharing between threads. */
    public static final class Builder {
        private final Map<LineField, Set<String>> fields = new EnumMap<>(LineField.class);
        private final List<String> texts = new ArrayList<>();
        private final List<Predicate<StoredLine>> predicates = new ArrayList<>();

        private Builder() {}

        /** The field must be that text; given again for the same field, one of them. */
        public Builder field(LineField field, String value) {
            fields.computeIfAbsent(field, key -> new LinkedHashSet<>()).add(value);
            return this;
        }

        /** The line must hold that text somewhere, as it stands or as JSON writes it in a string. */
        public Builder text(String text) {
            texts.add(text);
            return this;
        }

        /** The predicate must hold. */
        public Builder where(Predicate<StoredLine> predicate) {
            predicates.add(predicate);
            return this;
        }

        /** The filter. */
        public EventFilter build() {
            return new EventFilter(this);
        }
    }

    /** A field must be one of some texts. */
    private record FieldRule(LineField field, Set<String> texts, List<byte[]> values, List<String> needles) {
        /** With more values than that, to search for each costs more than to look at every line. */
        private static final int MAX_SEARCHED = 8;

        static FieldRule of(LineField field, Set<String> values) {
            List<byte[]> utf8 = values.stream()
                    .map(value -> value.getBytes(StandardCharsets.UTF_8))
                    .toList();
            List<String> needles = new ArrayList<>();
            if (values.size() <= MAX_SEARCHED) {
                needles.add("\\");
                utf8.forEach(value -> needles.add('"' + new String(value, StandardCharsets.ISO_8859_1) + '"'));
            }
            return new FieldRule(field, Set.copyOf(values), utf8, List.copyOf(needles));
        }

        /** Of few values, so that many lines have each: what is rarer is searched for first. */
        boolean isCommon() {
            return field == LineField.LEVEL || field == LineField.OUTCOME;
        }

        boolean test(LineView line) throws BadLineException {
            if (values.size() > MAX_SEARCHED) {
                return line.text(field).filter(texts::contains).isPresent();
            }
            for (byte[] value : values) {
                if (line.isText(field, value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A text must be in the line, as it stands or as JSON writes it. */
    private record TextRule(List<String> spellings) {
        static TextRule of(String text) {
            String json = JsonStrings.escape(text);
            // No line holds the end of one as it stands.
            return new TextRule(Stream.of(text, json)
                    .distinct()
                    .filter(spelling -> spelling.indexOf('\n') < 0)
                    .map(TextRule::latin1)
                    .toList());
        }

        boolean test(LineView line) {
            for (String spelling : spellings) {
                if (line.contains(spelling)) {
                    return true;
                }
            }
            return false;
        }

        private static String latin1(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
    }
}
