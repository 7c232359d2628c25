package dev.taly.activity.ingest;

import dev.taly.activity.event.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A problem detail (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>) of the type {@code about:blank}, which the code
 * tells apart.
 *
 * @param detail a sentence that quotes nothing of the request
 * @param pointer the place in the event, where it is an event's rejection
 */
record Problem(
        int status, String code, String detail, @Nullable String pointer) {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final int USUAL_LENGTH = 256;

    HttpAnswer answer() {
        JsonText json = new JsonText(USUAL_LENGTH).begin('{');
        writeMembers(json);
        return HttpAnswer.of(status, MEDIA_TYPE, json.end('}').toString());
    }

    /** Writes the members into an object that somebody else begins and ends. */
    void writeMembers(JsonText json) {
        json.member("type", "about:blank")
                .member("title", title(status))
                .name("status")
                .json(Integer.toString(status))
                .member("detail", detail)
                .member("code", code)
                .member("pointer", pointer);
    }

    /** The phrase of the status, as RFC 9457 wants it for {@code about:blank}. */
    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 426 -> "Upgrade Required";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
