package dev.taly.activity.app.cli.doctor;

/** A part of the template is not there in the stack. */
final class MissingPartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String part;

    MissingPartException(String part) {
        super("the stack has no " + part);
        this.part = part;
    }

    String part() {
        return part;
    }
}
