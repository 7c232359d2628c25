package dev.taly.activity.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses events: every rule must hold, and of a field's values one. Immutable, and safe for any number of threads if its
 * predicates are.
 */
public final class EventFilter {
    private final Map<LineField, Set<String>> fields;
    private final List<String> texts;
    private final List<Predicate<StoredLine>> predicates;

    private EventFilter(Builder builder) {
        fields = new EnumMap<>(LineField.class);
        builder.fields.forEach((field, values) -> fields.put(field, Set.copyOf(values)));
        texts = List.copyOf(builder.texts);
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

    /** Whether that line is chosen. */
    public boolean test(StoredLine line) {
        for (Map.Entry<LineField, Set<String>> field : fields.entrySet()) {
            Optional<String> value = line.text(field.getKey());
            if (value.isEmpty() || !field.getValue().contains(value.get())) {
                return false;
            }
        }
        for (String text : texts) {
            if (!line.json().contains(text)) {
                return false;
            }
        }
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
}
