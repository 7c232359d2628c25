package dev.taly.activity.app.tap;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.Preview;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.event.StoredEvent;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Takes from a tap what comes and hands it on as the archive would show it: found out about, protected, each event once as long as
 * its copies come near each other. Where the queue does not answer, it tries again. It never hands on while it is closed.
 */
public final class TapFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TapFeed.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PREPARING = Duration.ofSeconds(5);
    private static final long SAID_EVERY = Duration.ofSeconds(30).toNanos();
    private static final int REMEMBERED = 20_000;

    private final Tap tap;
    private final Preview preview;
    private final Consumer<List<StoredEvent>> sink;
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong said = new AtomicLong(System.nanoTime());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads;
    private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private TapFeed(Tap tap, Preview preview, Consumer<List<StoredEvent>> sink, int threads) {
        this.tap = requireNonNull(tap, "tap is null");
        this.preview = requireNonNull(preview, "preview is null");
        this.sink = requireNonNull(sink, "sink is null");
        this.threads = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(this::run, "activity-tap-" + i))
                .toList();
    }

    /**
     * Begins.
     *
     * @param tap closed with this
     * @param sink gets some events at a time, never two at once
     * @param threads how many ask the tap
     */
    public static TapFeed start(Tap tap, Preview preview, Consumer<List<StoredEvent>> sink, int threads) {
        TapFeed feed = new TapFeed(tap, preview, sink, threads);
        feed.threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        return feed;
    }

    /** As {@link Tap#dropped}, and how many came and could not be shown. */
    public long dropped() {
        return tap.dropped() + failed.get();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            for (Thread thread : threads) {
                thread.join(WAIT.plus(PREPARING).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tap.close();
    }

    private void run() {
        while (closed.getCount() > 0) {
            try {
                handOn(tap.receive(WAIT));
            } catch (SdkException e) {
                long now = System.nanoTime();
                long before = said.get();
                // All threads fail at once, again and again.
                if (now - before >= 0 && said.compareAndSet(before, now + SAID_EVERY)) {
                    LOG.warn("the tap's queue does not answer: {}", e.getMessage());
                }
                pause();
            } catch (RuntimeException | Error e) {
                LOG.error("events could not be shown: {}", e.getClass().getName());
                pause();
            }
        }
    }

    private void handOn(List<SourceMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        Preview.Seen prepared = preview.of(messages, PREPARING);
        failed.addAndGet(prepared.failed());
        synchronized (seen) {
            List<StoredEvent> fresh = prepared.events().stream()
                    .filter(event -> seen.add(key(event)))
                    .toList();
            if (!fresh.isEmpty() && closed.getCount() > 0) {
                sink.accept(fresh);
            }
        }
    }

    private static String key(StoredEvent event) {
        return event.event().tenantId() + ' ' + event.event().id();
    }

    private void pause() {
        try {
            var unused = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
