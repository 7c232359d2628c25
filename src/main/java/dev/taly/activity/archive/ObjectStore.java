package dev.taly.activity.archive;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object store that can create and read, and can neither overwrite nor delete. Safe for any number of threads. Every
 * method throws {@link ObjectStoreException} when the store can't be reached or refuses.
 */
public interface ObjectStore {
    /**
     * Creates an object. When it returns, the object is durable and has exactly the given bytes; when it throws, the
     * object may or may not be there, and the same call may be tried again.
     *
     * @throws ObjectStoreException also where the key holds other bytes, which stay as they are
     */
    Stored create(NewObject object);

    /**
     * The keys and sizes under a prefix, in the order of the keys' UTF-8 bytes. Pages are read as the stream goes on, so its
     * end may throw {@link ObjectStoreException} too.
     */
    Stream<Listed> list(String prefix);

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
     * @param body its bytes as stored; the caller closes it. Reading it throws {@link ObjectStoreException} where the store
     *     fails, a too early end included: an {@link java.io.IOException} of a reader on top is about the bytes themselves
     * @param metadata its user metadata
     */
    record Content(InputStream body, Map<String, String> metadata) {}
}
