package dev.taly.activity.local.sns;

/** A request that SNS answers with an error, in the words that AWS uses where they are known. */
final class SnsException extends RuntimeException {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int INTERNAL_ERROR = 500;

    private final int status;
    private final String code;
    private final String text;

    private SnsException(int status, String code, String text) {
        super(code + ": " + text);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    static SnsException of(int status, String code, String text) {
        return new SnsException(status, code, text);
    }

    static SnsException badRequest(String code, String text) {
        return new SnsException(BAD_REQUEST, code, text);
    }

    /**
     * A wrong parameter.
     *
     * @param what the parameter, or the parameter and the reason
     */
    static SnsException invalidParameter(String what) {
        return badRequest("InvalidParameter", "Invalid parameter: " + what);
    }

    static SnsException invalidValue(String text) {
        return badRequest("ParameterValueInvalid", text);
    }

    static SnsException missing(String parameter) {
        return badRequest(
                "ValidationError",
                "1 validation error detected: Value null at '" + parameter
                        + "' failed to satisfy constraint: Member must not be null");
    }

    static SnsException notFound(String what) {
        return new SnsException(NOT_FOUND, "NotFound", what + " does not exist");
    }

    static SnsException noResource() {
        return new SnsException(NOT_FOUND, "ResourceNotFound", "Resource does not exist");
    }

    static SnsException internal(String text) {
        return new SnsException(INTERNAL_ERROR, "InternalError", text);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** What is wrong, for the caller. */
    String text() {
        return text;
    }

    /** Whether the same request would fail again. */
    boolean isSendersFault() {
        return status < INTERNAL_ERROR;
    }
}
