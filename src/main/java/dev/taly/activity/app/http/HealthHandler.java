package dev.taly.activity.app.http;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code /healthz} of a process without a door: 200 while it is ready, else 503. */
public final class HealthHandler extends Handler.Abstract implements Page {
    /** Where it is. */
    public static final String PATH = "/healthz";

    private static final int READY = 200;
    private static final int UNAVAILABLE = 503;

    private final BooleanSupplier ready;

    /** @param ready asked for each request; it must be quick */
    public HealthHandler(BooleanSupplier ready) {
        this.ready = requireNonNull(ready, "ready is null");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!PATH.equals(request.getHttpURI().getPath())) {
            return false;
        }
        boolean isReady = ready.getAsBoolean();
        byte[] body = ("{\"status\":\"" + (isReady ? "ok" : "unavailable") + "\"}").getBytes(StandardCharsets.UTF_8);
        response.setStatus(isReady ? READY : UNAVAILABLE);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean head = request.getMethod().equals("HEAD");
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
        return true;
    }
}
