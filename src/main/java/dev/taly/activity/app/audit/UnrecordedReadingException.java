package dev.taly.activity.app.audit;

/** A reading cannot be put on record, so nothing is to be read. */
public final class UnrecordedReadingException extends RuntimeException {
    UnrecordedReadingException(String why) {
        super(why);
    }
}
