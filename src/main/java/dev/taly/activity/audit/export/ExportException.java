package dev.taly.activity.audit.export;

/** An export cannot begin or go on: one sentence. What is done is kept, and the same export goes on from there. */
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    ExportException(String sentence, String hint) {
        super(sentence);
        this.hint = hint;
    }

    ExportException(String sentence, String hint, Throwable cause) {
        super(sentence, cause);
        this.hint = hint;
    }

    /** What to try; may be empty. */
    public String hint() {
        return hint;
    }
}
