package dev.taly.activity.archive;

/** An object store that can create and read, and can neither overwrite nor delete. */
public interface ObjectStore extends ObjectSource {
    /**
     * Creates an object. When it returns, the object is durable and has exactly the given bytes; when it throws, the
     * object may or may not be there, and the same call may be tried again.
     *
     * @throws ObjectStoreException also where the key holds other bytes, which stay as they are
     */
    Stored create(NewObject object);
}
