package dev.taly.activity.app.http;

import dev.taly.activity.ingest.Fault;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Says in the door's own way what Jetty refuses before the door is asked. */
final class FaultHandler implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Fault fault = switch (response.getStatus()) {
            case 408 -> Fault.TOO_SLOW;
            case 413 -> Fault.BODY_TOO_LARGE;
            case 414, 431 -> Fault.HEADERS_TOO_LARGE;
            case 404 -> Fault.NOT_FOUND;
            case 503 -> Fault.STOPPING;
            case 500 -> Fault.INTERNAL_ERROR;
            default -> Fault.MALFORMED_HTTP;
        };
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        DoorHandler.write(response, fault.answer(), callback);
        return true;
    }
}
