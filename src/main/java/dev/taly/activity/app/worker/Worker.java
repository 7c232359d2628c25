package dev.taly.activity.app.worker;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer outside of Lambda: polls its queue until it is stopped. At-least-once, as there. Safe for any number of threads, and
 * any number of workers may share a queue.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final WorkerSettings settings;
    private final Stopping stopping = new Stopping(System::nanoTime);
    private final List<Poller> pollers;
    private final ExecutorService threads;
    private final ExecutorService requesting;
    private final ScheduledExecutorService extending;

    private Worker(WorkerQueue queue, MessageConsumer consumer, WorkerSettings settings, MetricSink metrics) {
        this.settings = settings;
        this.requesting = Executors.newCachedThreadPool(daemons("requester"));
        Requests requests = new Requests(requesting, stopping);
        this.pollers = Stream.generate(() -> new Poller(
                        queue, requests, consumer, settings, stopping, metrics, System::nanoTime, stopping::pause))
                .limit(settings.pollers())
                .toList();
        this.threads = Executors.newFixedThreadPool(settings.pollers(), daemons("poller"));
        this.extending = Executors.newSingleThreadScheduledExecutor(daemons("extender"));
    }

    /**
     * Starts polling. The caller keeps and closes the queue's client and the consumer's threads, after this worker.
     *
     * @param metrics hears of the queue's faults; the consumer's own figures are the consumer's
     */
    public static Worker start(
            WorkerQueue queue, MessageConsumer consumer, WorkerSettings settings, MetricSink metrics) {
        Worker worker = new Worker(
                requireNonNull(queue, "queue is null"),
                requireNonNull(consumer, "consumer is null"),
                requireNonNull(settings, "settings is null"),
                metrics.safe());
        worker.pollers.forEach(worker.threads::execute);
        long period = settings.visibility().toMillis() / 8;
        var unused = worker.extending.scheduleWithFixedDelay(worker::extend, period, period, TimeUnit.MILLISECONDS);
        return worker;
    }

    /** Whether it works and its queue answers. */
    public boolean isReady() {
        return !stopping.hasBegun() && pollers.stream().anyMatch(Poller::queueAnswers);
    }

    /**
     * Receives no more, lets end what has begun for as long as the settings say, and gives back to the queue what is held beyond
     * that. Never throws.
     */
    @Override
    public void close() {
        stopping.begin(settings.stopTime());
        threads.shutdown();
        try {
            // A consumer that keeps to its time has ended by then, and its poller is settling.
            Duration forSettling = Settling.reserve(settings.batchSize(), settings.stopTime());
            if (!end(stopping.timeLeft().minus(forSettling.multipliedBy(3).dividedBy(4)))) {
                release();
                if (!end(stopping.timeLeft())) {
                    LOG.warn("a batch is not finished in time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Stream.of(extending, threads, requesting).forEach(ExecutorService::shutdownNow);
    }

    private boolean end(Duration time) throws InterruptedException {
        return threads.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What batches hold that do not end. Each takes no longer than there is time. */
    private void release() {
        boolean failed = CompletableFuture.allOf(pollers.stream()
                        .map(poller -> CompletableFuture.runAsync(poller.held()::release, requesting))
                        .toArray(CompletableFuture<?>[]::new))
                .handle((done, failure) -> failure != null)
                .join();
        if (failed) {
            LOG.warn(
                    "what unfinished batches hold could not all be given back; it comes again when its visibility is over");
        }
    }

    private void extend() {
        for (Poller poller : pollers) {
            try {
                poller.held().extend();
            } catch (RuntimeException | Error e) {
                // An exception would end the schedule.
                LOG.warn("what is held could not be held longer: {}", e.toString());
            }
        }
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
