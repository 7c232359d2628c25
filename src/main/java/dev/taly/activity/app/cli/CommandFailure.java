package dev.taly.activity.app.cli;

/** A command could not do its work: one sentence for the user, and what to try. It ends with exit code 2. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    CommandFailure(String sentence, String hint) {
        super(sentence);
        this.hint = hint;
    }

    CommandFailure(String sentence, String hint, Throwable cause) {
        super(sentence, cause);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
