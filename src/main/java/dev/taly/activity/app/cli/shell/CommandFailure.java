package dev.taly.activity.app.cli.shell;

/** A command could not do its work: one sentence for the user, and what to try. It ends with exit code 2. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /** A failure that needs no cause: the user's input, say. An empty hint prints no line. */
    public CommandFailure(String sentence, String hint) {
        super(sentence);
        this.hint = hint;
    }

    /** A failure with a cause, whose stack trace {@code --verbose} shows. */
    public CommandFailure(String sentence, String hint, Throwable cause) {
        super(sentence, cause);
        this.hint = hint;
    }

    /** What to try; may be empty. */
    public String hint() {
        return hint;
    }
}
