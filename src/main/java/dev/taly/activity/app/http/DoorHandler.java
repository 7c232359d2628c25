package dev.taly.activity.app.http;

import dev.taly.activity.app.http.BodyReader.Body;
import dev.taly.activity.ingest.Door;
import dev.taly.activity.ingest.HttpAnswer;
import dev.taly.activity.ingest.HttpCall;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Between Jetty and the door. A body is read without a thread that waits for it, and only for who may send one. */
final class DoorHandler extends Handler.Abstract {
    private final Door door;
    private final Scheduler scheduler;
    private final Duration bodyTime;

    DoorHandler(Door door, Scheduler scheduler, Duration bodyTime) {
        this.door = door;
        this.scheduler = scheduler;
        this.bodyTime = bodyTime;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // CONNECT has none.
        String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
        HttpCall head = HttpCall.head(request.getMethod(), path, headers(request));
        Optional<HttpAnswer> refusal = door.refusal(head);
        if (refusal.isPresent()) {
            write(response, refusal.get(), callback);
            return true;
        }
        CompletableFuture<Body> body = BodyReader.read(request);
        Scheduler.Task deadline = scheduler.schedule(
                () -> request.fail(new TimeoutException("a body takes too long")),
                bodyTime.toMillis(),
                TimeUnit.MILLISECONDS);
        var unused = body.thenAcceptAsync(
                        whole -> {
                            deadline.cancel();
                            answer(head, whole, response, callback);
                        },
                        request.getComponents().getExecutor())
                .whenComplete((nothing, broken) -> {
                    if (broken != null) {
                        callback.failed(broken);
                    }
                });
        return true;
    }

    private void answer(HttpCall head, Body body, Response response, Callback callback) {
        if (body instanceof Body.Whole whole) {
            write(response, door.answer(head.withBody(whole.bytes())), callback);
        } else if (body instanceof Body.Broken broken) {
            // What is left of the body would be read as the next request.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            write(response, broken.fault().answer(), callback);
        }
    }

    static void write(Response response, HttpAnswer answer, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private static Map<String, List<String>> headers(Request request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getLowerCaseName(), any -> new ArrayList<>())
                    .add(field.getValue() == null ? "" : field.getValue());
        }
        return headers;
    }
}
