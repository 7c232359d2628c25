package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.EventTime;

/**
 * An object of {@code events/} as its receipt announces it.
 *
 * @param key the whole key
 * @param sha256 of the stored (gzipped) bytes
 * @param bytes as stored
 * @param count lines, at least 1
 * @param first the earliest timestamp in it
 * @param last the latest timestamp in it
 */
public record Announced(String key, Sha256 sha256, long bytes, int count, EventTime first, EventTime last) {
    public Announced {
        requireNonNull(key, "key is null");
        requireNonNull(sha256, "sha256 is null");
        if (bytes < 1 || count < 1 || first.compareTo(last) > 0) {
            throw new IllegalArgumentException("an object has bytes, lines and an ordered span of time");
        }
    }
}
