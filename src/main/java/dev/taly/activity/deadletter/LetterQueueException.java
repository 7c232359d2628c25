package dev.taly.activity.deadletter;

/** A queue could not be reached, or it refused. Its cause says why. */
public final class LetterQueueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LetterQueueException(String sentence, Throwable cause) {
        super(sentence + ": " + cause.getMessage(), cause);
    }
}
