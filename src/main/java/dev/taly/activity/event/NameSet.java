package dev.taly.activity.event;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of one object. Few are compared one by one, which costs less than to hash them; more are hashed. */
final class NameSet {
    private final String[] few;
    private int size;
    private @Nullable Set<String> many;

    /** @param few how many names to compare one by one */
    NameSet(int few) {
        this.few = new String[few];
    }

    /** Adds a name; false if it is there already. */
    boolean add(String name) {
        for (int i = 0; i < size; i++) {
            if (few[i].equals(name)) {
                return false;
            }
        }
        if (size < few.length) {
            few[size++] = name;
            return true;
        }
        if (many == null) {
            many = new HashSet<>();
        }
        return many.add(name);
    }
}
