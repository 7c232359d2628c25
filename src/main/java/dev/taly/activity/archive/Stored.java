package dev.taly.activity.archive;

/** How an object came to be in the store: either way it is there, with exactly the bytes that were given. */
public sealed interface Stored {
    /** The object's key. */
    String key();

    /** This call wrote it. */
    record Written(String key) implements Stored {}

    /** An earlier try had already written it: its answer was lost, its bytes were not. */
    record AlreadyPresent(String key) implements Stored {}
}
