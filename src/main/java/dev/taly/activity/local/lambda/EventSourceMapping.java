package dev.taly.activity.local.lambda;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a function from a queue as Lambda does: at-least-once, in batches, with partial failures. What the function's
 * answer does not name is deleted; the rest comes again once its visibility timeout is over, until the queue's redrive
 * policy takes it.
 */
public final class EventSourceMapping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSourceMapping.class);

    /** As many as one machine needs; Lambda starts with five. */
    private static final int MOST_POLLERS = 2;

    private final MessageSource source;
    private final SourceMapping settings;
    private final ExecutorService pollers;
    private final ExecutorService environments;
    private final Invoker invoker;
    private volatile boolean draining;
    private volatile boolean closed;

    private EventSourceMapping(MessageSource source, LocalFunction function, SourceMapping settings) {
        this.source = source;
        this.settings = settings;
        this.pollers = Executors.newFixedThreadPool(pollers(settings), daemons("event-source-mapping-"));
        this.environments = Executors.newCachedThreadPool(daemons("function-"));
        this.invoker = new Invoker(function, settings, environments);
    }

    /** Starts polling. The caller keeps and closes the queue's client, after this mapping. */
    public static EventSourceMapping start(MessageSource source, LocalFunction function, SourceMapping settings) {
        EventSourceMapping mapping = new EventSourceMapping(source, function, settings);
        for (int i = 0; i < pollers(settings); i++) {
            mapping.pollers.execute(mapping::poll);
        }
        return mapping;
    }

    /**
     * Works off what the queue has, without waiting for fuller batches, and then polls no more. May be called again to wait
     * longer.
     *
     * @return whether it is done: the queue handed out nothing more
     */
    public boolean drain(Duration timeout) {
        draining = true;
        pollers.shutdown();
        try {
            return pollers.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Polls no more, and gives up invocations that are under way: their messages come again. */
    @Override
    public void close() {
        closed = true;
        pollers.shutdownNow();
        environments.shutdownNow();
    }

    private void poll() {
        BatchGatherer gatherer = new BatchGatherer(source, settings.batchSize(), settings.window(), System::nanoTime);
        while (!closed) {
            try {
                boolean last = draining;
                SqsEvent batch = gatherer.next(() -> draining);
                if (!batch.isEmpty()) {
                    source.delete(invoker.invoke(batch));
                } else if (last) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                // What it held stays in the queue: nothing was deleted.
                pauseAfter(e);
            }
        }
    }

    private void pauseAfter(Throwable e) {
        if (closed) {
            return;
        }
        LOG.warn("the queue did not answer and is polled again: {}", e.toString());
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static int pollers(SourceMapping settings) {
        return Math.min(MOST_POLLERS, settings.maximumConcurrency());
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
