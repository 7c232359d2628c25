package dev.taly.activity.local;

/** The local AWS cannot start or go on; the message is one sentence for the person at the terminal. */
public final class LocalAwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocalAwsException(String message) {
        super(message);
    }

    LocalAwsException(String message, Throwable cause) {
        super(message, cause);
    }
}
