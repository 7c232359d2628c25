package dev.taly.activity.app.http;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.scrape.PrometheusMetrics;
import dev.taly.activity.ingest.Fault;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET /metrics}: the process's figures, for Prometheus. It asks for no token, so it is for loopback, or for a port of its
 * own that only the scraper reaches. A scrape may have to ask the queues, so it keeps no thread of the server.
 */
public final class MetricsHandler extends Handler.Abstract implements Page {
    /** Where it is. */
    public static final String PATH = "/metrics";

    private final PrometheusMetrics metrics;
    private final Executor scrapes;

    /** @param scrapes runs them; what it rejects gets a 503 */
    public MetricsHandler(PrometheusMetrics metrics, Executor scrapes) {
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.scrapes = requireNonNull(scrapes, "scrapes is null");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!PATH.equals(request.getHttpURI().getPath())) {
            return false;
        }
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            DoorHandler.write(response, Fault.METHOD_NOT_ALLOWED.answer(), callback);
            return true;
        }
        String accept = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.ACCEPT), "");
        try {
            scrapes.execute(() -> answer(accept, head, response, callback));
        } catch (RejectedExecutionException e) {
            DoorHandler.write(response, Fault.BUSY.answer(), callback);
        }
        return true;
    }

    private void answer(String accept, boolean head, Response response, Callback callback) {
        try {
            PrometheusMetrics.Text text = metrics.text(accept);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, text.contentType());
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, text.body().length);
            response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(text.body()), callback);
        } catch (RuntimeException | Error e) {
            callback.failed(e);
        }
    }
}
