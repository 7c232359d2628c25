package dev.taly.activity.enrich;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Remembers what was made for the keys that were used last. Safe for any number of threads. */
final class RecentlyUsed<K, V> {
    private final Map<K, V> entries;

    /** @param size how many it remembers */
    RecentlyUsed(int size) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > size;
            }
        };
    }

    /** What is remembered for the key, or else is made now; two threads may make the same at once. */
    V get(K key, Function<K, V> maker) {
        V known = find(key);
        if (known != null) {
            return known;
        }
        V made = maker.apply(key);
        synchronized (entries) {
            entries.put(key, made);
        }
        return made;
    }

    private @Nullable V find(K key) {
        synchronized (entries) {
            return entries.get(key);
        }
    }
}
