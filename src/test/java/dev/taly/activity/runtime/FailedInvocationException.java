package dev.taly.activity.runtime;

/** The function gave no answer: it threw, it could not start, or its process died. */
public final class FailedInvocationException extends Exception {
    private static final long serialVersionUID = 1L;

    public FailedInvocationException(String message) {
        super(message);
    }
}
