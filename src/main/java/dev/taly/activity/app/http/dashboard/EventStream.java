package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.watch.feed.FeedBatch;
import dev.taly.activity.watch.feed.Subscription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * One viewer's stream of events. It looks for new ones ten times a second, and never while the last have not gone out: a viewer
 * that reads slowly gets fewer, and one that does not read is dropped. It keeps no thread.
 */
final class EventStream {
    /** Connections are closed that are silent for 10 s. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Subscription subscription;
    private final BooleanSupplier welcome;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Consumer<EventStream> onEnd;
    private final Scheduler scheduler;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean stopping;
    private long lastWrite;

    /**
     * @param welcome whether the viewer may still watch
     * @param onEnd called with it once, when it is over
     */
    EventStream(
            Subscription subscription,
            BooleanSupplier welcome,
            Request request,
            Response response,
            Callback callback,
            Consumer<EventStream> onEnd) {
        this.subscription = subscription;
        this.welcome = welcome;
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.onEnd = onEnd;
        this.scheduler = request.getComponents().getScheduler();
    }

    void start() {
        response.setStatus(200);
        response.getHeaders()
                .put("Content-Type", "text/event-stream")
                .put("Cache-Control", "no-store")
                .put("X-Accel-Buffering", "no");
        write("retry: 1000\nevent: hello\ndata: {\"resumed\":" + subscription.isResumed() + "}\n\n");
    }

    /** Lets it end soon: its viewer may come again. */
    void stop() {
        stopping = true;
    }

    private void look() {
        try {
            if (stopping) {
                end("retry: 2000\n\n");
            } else if (!welcome.getAsBoolean()) {
                end("event: goodbye\ndata: {}\n\n");
            } else {
                sendNews();
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void sendNews() {
        FeedBatch batch = subscription.take();
        if (!batch.isEmpty()) {
            write(FeedJson.message(batch));
        } else if (System.nanoTime() - lastWrite >= HEARTBEAT.toNanos()) {
            write(":\n\n");
        } else {
            lookLater();
        }
    }

    private void lookLater() {
        var unused = scheduler.schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void write(String text) {
        lastWrite = System.nanoTime();
        Scheduler.Task deadline = scheduler.schedule(this::cutOff, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        response.write(
                false,
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                Callback.from(
                        () -> {
                            deadline.cancel();
                            lookLater();
                        },
                        failure -> {
                            deadline.cancel();
                            failed(failure);
                        }));
    }

    private void cutOff() {
        request.getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close(new TimeoutException("a viewer reads too slowly"));
    }

    private void end(String last) {
        if (over.compareAndSet(false, true)) {
            onEnd.accept(this);
            response.write(true, ByteBuffer.wrap(last.getBytes(StandardCharsets.UTF_8)), callback);
        }
    }

    private void failed(Throwable failure) {
        if (over.compareAndSet(false, true)) {
            onEnd.accept(this);
            callback.failed(failure);
        }
    }
}
