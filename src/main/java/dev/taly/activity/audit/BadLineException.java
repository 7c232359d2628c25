package dev.taly.activity.audit;

/** A line that is no stored event. Its message says what is wrong, as the rest of a sentence, without any of its text. */
public final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
        // Thousands may come from one object, and where in the code matters to nobody.
        super(message, null, false, false);
    }
}
