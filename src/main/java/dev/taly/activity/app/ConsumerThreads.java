package dev.taly.activity.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The consumer's threads, all daemons; they are started when they are needed.
 *
 * @param writers write objects
 * @param letterCarriers hand over dead letters
 * @param enrichers find out about events
 */
record ConsumerThreads(ExecutorService writers, ExecutorService letterCarriers, ExecutorService enrichers)
        implements AutoCloseable {
    private static final int LETTER_CARRIERS = 4;

    static ConsumerThreads of(Settings settings) {
        return new ConsumerThreads(
                Wiring.threads("archive-writer", settings.writeConcurrency()),
                Wiring.threads("letter-carrier", LETTER_CARRIERS),
                Executors.newCachedThreadPool(Wiring.named("enrichment")));
    }

    /** Ends them; whatever they do is interrupted. */
    @Override
    public void close() {
        writers.shutdownNow();
        letterCarriers.shutdownNow();
        enrichers.shutdownNow();
    }
}
