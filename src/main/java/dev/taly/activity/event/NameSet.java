package dev.taly.activity.event;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of one object. Few are compared one by one, which costs less than to hash them; more are hashed. */
final class NameSet {
    private static final int FEW = 8;

    private final String[] few = new String[FEW];
    private int size;
    private @Nullable Set<String> many;

    /** Adds a name; false if it is there already. */
    boolean add(String name) {
        for (int i = 0; i < size; i++) {
            if (few[i].equals(name)) {
                return false;
            }
        }
        if (size < FEW) {
            few[size++] = name;
            return true;
        }
        if (many == null) {
            many = new HashSet<>();
        }
        return many.add(name);
    }
}
