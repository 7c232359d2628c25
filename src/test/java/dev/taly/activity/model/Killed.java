package dev.taly.activity.model;

/** The end of a process: an error that nobody may survive. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
