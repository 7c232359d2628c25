package dev.taly.activity.event;

/** An event that breaks a rule; it carries the same {@link Rejection} that the consumer would give. */
public final class InvalidEventException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Rejection rejection;

    InvalidEventException(Rejection rejection) {
        super(rejection.code().wire() + " at '" + rejection.pointer() + "': " + rejection.message());
        this.rejection = rejection;
    }

    /** The code, the place and the sentence. */
    public Rejection rejection() {
        return rejection;
    }
}
