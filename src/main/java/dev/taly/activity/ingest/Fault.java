package dev.taly.activity.ingest;

import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.RejectionCode;
import java.util.Locale;

/** What may be wrong with a request, but for the rules of an event: those are {@link RejectionCode}s. A closed set. */
public enum Fault {
    NOT_FOUND(404, "There is nothing at this path."),
    METHOD_NOT_ALLOWED(405, "The Allow header names the methods of this path."),
    CREDENTIALS_MISSING(401, "A token is needed: Authorization: Bearer TOKEN."),
    INVALID_TOKEN(401, "The token is unknown or has expired."),
    INVALID_REQUEST(400, "Authorization must be given once, in the form Bearer TOKEN."),
    INSUFFICIENT_SCOPE(403, "The token is bound to another tenant than the event's."),
    UNSUPPORTED_MEDIA_TYPE(415, "Content-Type must be application/json or application/x-ndjson."),
    UNSUPPORTED_CHARSET(415, "The body must be UTF-8."),
    UNSUPPORTED_ENCODING(415, "Content-Encoding must be gzip, or not be there."),
    MALFORMED_GZIP(400, "The body must be well-formed gzip with nothing after it."),
    BODY_TOO_LARGE(413, "The body must be at most " + Limits.MAX_BODY + " bytes, also after decompression."),
    TOO_MANY_EVENTS(413, "A request must hold at most " + Limits.MAX_EVENTS + " events."),
    NO_EVENTS(400, "A request must hold at least one event."),
    INVALID_HEADER(400, "A header has a wrong form."),
    RATE_LIMITED(429, "This token has sent more events than it may; nothing of this request was taken."),
    NOT_PUBLISHED(503, "The event is not confirmed. Send it again with the same id or Idempotency-Key."),
    REFUSED(422, "The topic refuses this event for good."),
    NOTHING_TAKEN(0, "None of the events was taken; results says why, one by one."),
    TOKENS_UNAVAILABLE(503, "The tokens cannot be read at the moment."),
    BUSY(503, "The door has more to do than it can."),
    STOPPING(503, "The door is closing."),
    TOO_SLOW(408, "The request did not arrive in time."),
    MALFORMED_HTTP(400, "The request is no well-formed HTTP."),
    URI_TOO_LONG(414, "The path must be shorter."),
    EXPECTATION_FAILED(417, "Expect must be 100-continue, or not be there."),
    HEADERS_TOO_LARGE(431, "The headers must be shorter."),
    INTERNAL_ERROR(500, "Something broke here; the log says more.");

    private static final int UNAVAILABLE = 503;

    private final int status;
    private final String detail;

    Fault(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    Problem problem() {
        return problem(detail);
    }

    Problem problem(String words) {
        return new Problem(status, code(), words, null);
    }

    /** With another status than its own. */
    Problem problem(int actualStatus) {
        return new Problem(actualStatus, code(), detail, null);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The whole answer, for a server that meets the fault before the door can. */
    public HttpAnswer answer() {
        return status == UNAVAILABLE
                ? problem().answer().with("Retry-After", "5")
                : problem().answer();
    }

    /** The same for another status of that kind. */
    public HttpAnswer answer(int actualStatus) {
        return problem(actualStatus).answer();
    }

    /** What an event's rejection is as a problem. */
    static Problem of(Rejection rejection) {
        int status = rejection.code() == RejectionCode.TOO_LARGE ? 413 : 400;
        return new Problem(status, rejection.code().wire(), rejection.message(), rejection.pointer());
    }
}
