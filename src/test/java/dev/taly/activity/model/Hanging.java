package dev.taly.activity.model;

/** A call that does not return: whoever plays its thread leaves it there. */
final class Hanging extends Error {
    private static final long serialVersionUID = 1L;

    Hanging() {
        super("hangs", null, false, false);
    }
}
