package dev.taly.activity.app.http;

import dev.taly.activity.app.http.BodyReader.Body;
import dev.taly.activity.ingest.Door;
import dev.taly.activity.ingest.Fault;
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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Between Jetty and the door. A body is read without a thread that waits for it, and only for who may send one; it is answered by
 * threads of its own, so that a topic that hangs stops neither other bodies nor what needs no topic.
 */
final class DoorHandler extends Handler.Abstract {
    private final Door door;
    private final Scheduler scheduler;
    private final Duration arrival;
    private final Executor answerers;
    private final ByteBudget budget;

    /** @param answerers may reject work: its sender is told to come again */
    DoorHandler(Door door, Scheduler scheduler, Duration arrival, Executor answerers, ByteBudget budget) {
        this.door = door;
        this.scheduler = scheduler;
        this.arrival = arrival;
        this.answerers = answerers;
        this.budget = budget;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // CONNECT has none.
        String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
        HttpCall head = HttpCall.head(request.getMethod(), path, headers(request));
        Optional<HttpAnswer> refusal = door.refusal(head);
        if (refusal.isPresent()) {
            write(response, refusal.get(), callback);
        } else {
            takeBody(request, head, response, callback);
        }
        return true;
    }

    private void takeBody(Request request, HttpCall head, Response response, Callback callback) {
        ByteBudget.Share share = budget.share();
        Scheduler.Task deadline = scheduler.schedule(
                () -> request.fail(new TimeoutException("a body takes too long")),
                arrival.toMillis(),
                TimeUnit.MILLISECONDS);
        CompletableFuture<Body> body = BodyReader.read(request, share);
        var unused = body.whenComplete((whole, broken) -> deadline.cancel())
                .thenCompose(whole -> answer(head, whole))
                .whenComplete((answer, broken) -> share.close())
                .thenAccept(answer -> {
                    if (!(body.join() instanceof Body.Whole)) {
                        // What is left of the body would be read as the next request.
                        response.getHeaders().put(HttpHeader.CONNECTION, "close");
                    }
                    write(response, answer, callback);
                })
                .whenComplete((nothing, broken) -> {
                    if (broken != null) {
                        callback.failed(broken);
                    }
                });
    }

    private CompletableFuture<HttpAnswer> answer(HttpCall head, Body body) {
        if (body instanceof Body.Broken broken) {
            return CompletableFuture.completedFuture(broken.fault().answer());
        }
        byte[] bytes = ((Body.Whole) body).bytes();
        try {
            return CompletableFuture.supplyAsync(() -> door.answer(head.withBody(bytes)), answerers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(Fault.BUSY.answer());
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
