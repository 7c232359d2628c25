package dev.taly.activity.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names for members that change theirs, so that none stands twice in an object and what the sender named keeps its name. It needs
 * to know an object's names before it is read, from a reading of its own; most texts can do without, see {@link #none}.
 */
final class NewNames {
    private final @Nullable Map<Long, Set<String>> sent;

    private NewNames(@Nullable Map<Long, Set<String>> sent) {
        this.sent = sent;
    }

    /** For texts in which no new name can meet another. */
    static NewNames none() {
        return new NewNames(null);
    }

    /** Reads a text's names, to its end. */
    static NewNames of(JsonParser in) throws IOException {
        Map<Long, Set<String>> sent = new HashMap<>();
        Deque<Set<String>> open = new ArrayDeque<>();
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                Set<String> names = new HashSet<>();
                sent.put(in.currentTokenLocation().getCharOffset(), names);
                open.push(names);
            } else if (token == JsonToken.END_OBJECT) {
                open.pop();
            } else if (token == JsonToken.FIELD_NAME) {
                open.element().add(in.currentName());
            }
        }
        return new NewNames(sent);
    }

    boolean areKnown() {
        return sent != null;
    }

    /** The names of the object whose start the parser stands on. */
    InObject in(JsonParser parser) {
        return sent == null
                ? InObject.FREE
                : new InObject(sent.getOrDefault(parser.currentTokenLocation().getCharOffset(), Set.of()));
    }

    /** The names of one object. */
    static final class InObject {
        static final InObject FREE = new InObject(null);

        private final @Nullable Set<String> sent;
        private final Map<String, String> given = new HashMap<>();
        private final Set<String> taken = new HashSet<>();
        private final Map<String, Integer> next = new HashMap<>();

        private InObject(@Nullable Set<String> sent) {
            this.sent = sent;
        }

        /**
         * A free name: the wanted one, or that with {@code _2}, {@code _3} and so on. A name that was sent twice gets the same
         * twice.
         */
        String instead(String name, String wanted) {
            if (sent == null) {
                return wanted;
            }
            String known = given.get(name);
            if (known != null) {
                return known;
            }
            String free = wanted;
            while (sent.contains(free) || !taken.add(free)) {
                free = wanted + "_" + next.merge(wanted, 2, (last, two) -> last + 1);
            }
            given.put(name, free);
            return free;
        }
    }
}
