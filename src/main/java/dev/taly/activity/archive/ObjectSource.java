package dev.taly.activity.archive;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects to read: a bucket, or a plain copy of one. Keys are in the order of their UTF-8 bytes. Safe for any number of
 * threads. Every method throws {@link ObjectStoreException} when the source can't be reached or refuses, and so do its streams
 * as they go on: what they give is read page by page.
 */
public interface ObjectSource {
    /** The keys and sizes under a prefix, of those keys that come after {@code after}; empty for all. */
    Stream<Listed> list(String prefix, String after);

    /** The keys and sizes under a prefix. */
    default Stream<Listed> list(String prefix) {
        return list(prefix, "");
    }

    /**
     * The folders right under a prefix, each with the prefix before it and a {@code /} at its end. What is in them is not
     * touched.
     *
     * @param prefix empty, or ends in {@code /}
     */
    Stream<String> folders(String prefix);

    /** The object of that key, or nothing. */
    Optional<Content> get(String key);

    /**
     * One line of a listing.
     *
     * @param key the whole key
     * @param size bytes as stored
     */
    record Listed(String key, long size) {}

    /**
     * An object being read.
     *
     * @param body its bytes as stored; the caller closes it. Reading it throws {@link ObjectStoreException} where the source
     *     fails, a too early end included: an {@link java.io.IOException} of a reader on top is about the bytes themselves
     * @param metadata its user metadata; empty where the source keeps none
     */
    record Content(InputStream body, Map<String, String> metadata) {}
}
