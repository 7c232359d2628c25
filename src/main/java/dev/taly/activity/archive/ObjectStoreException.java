package dev.taly.activity.archive;

/** The store could not do what was asked; its cause says why. Trying again later may help. */
public final class ObjectStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param key the key or prefix in question
     */
    public ObjectStoreException(String key, String message, Throwable cause) {
        super(key + ": " + message, cause);
    }

    /** Says what failed, where no other exception is the cause. */
    public ObjectStoreException(String key, String message) {
        super(key + ": " + message);
    }
}
