package dev.taly.activity.app.cli.doctor;

/** A question has no answer; the message says why, for example {@code needs sqs:GetQueueAttributes}. */
final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnansweredException(String why) {
        super(why);
    }

    UnansweredException(String why, Throwable cause) {
        super(why, cause);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
