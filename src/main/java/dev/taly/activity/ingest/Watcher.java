package dev.taly.activity.ingest;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Who came in to watch.
 *
 * @param name who the token was made for
 * @param tenant the only one that may be watched; null for all
 */
public record Watcher(String name, @Nullable String tenant) {
    public Watcher {
        requireNonNull(name, "name is null");
    }
}
