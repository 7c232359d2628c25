package dev.taly.activity.app.http;

import dev.taly.activity.ingest.Fault;
import dev.taly.activity.ingest.HttpAnswer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Says in the door's own way what Jetty refuses before the door is asked. */
final class FaultHandler implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        DoorHandler.write(response, answer(response.getStatus()), callback);
        return true;
    }

    private static HttpAnswer answer(int status) {
        return switch (status) {
            case 404 -> Fault.NOT_FOUND.answer();
            case 408 -> Fault.TOO_SLOW.answer();
            case 413 -> Fault.BODY_TOO_LARGE.answer();
            case 414 -> Fault.URI_TOO_LONG.answer();
            case 417 -> Fault.EXPECTATION_FAILED.answer();
            case 431 -> Fault.HEADERS_TOO_LARGE.answer();
            case 503 -> Fault.STOPPING.answer();
            case 426 -> Fault.MALFORMED_HTTP.answer(status);
            case 500 -> Fault.INTERNAL_ERROR.answer();
            // Another version of HTTP (505) is the client's fault, too.
            default -> Fault.MALFORMED_HTTP.answer();
        };
    }
}
