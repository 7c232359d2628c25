package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.privacy.PseudonymKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The consumer, and what it works with. It lives as long as the process.
 *
 * @param store takes the consumer's objects
 * @param keys of the consumer's pseudonyms
 * @param threads are the consumer's, too
 */
record ConsumerWorks(BatchConsumer consumer, ObjectStore store, Supplier<PseudonymKeys> keys, ConsumerThreads threads) {
    /** Of an object that is never there, where the function may read. */
    private static final String NO_KEY = "events/none";

    private static final int CONNECTIONS = 3;

    /** A restore may take ten seconds. */
    private static final int MOST_SECONDS = 2;

    ConsumerWorks {
        requireNonNull(consumer, "consumer is null");
        requireNonNull(store, "store is null");
        requireNonNull(keys, "keys is null");
        requireNonNull(threads, "threads is null");
    }

    static ConsumerWorks of(
            ConsumerKnowledge knowledge, Settings settings, AwsClients aws, Clock clock, ConsumerThreads threads) {
        ObjectStore store = new S3ObjectStore(
                aws.s3(), settings.bucket(), settings.objectLockMode().orElse(null));
        Supplier<PseudonymKeys> keys = PseudonymKeySource.of(settings.content().pseudonymKeys(), aws, clock);
        return new ConsumerWorks(
                Wiring.consumer(knowledge, settings, aws, store, keys, clock, threads), store, keys, threads);
    }

    /**
     * Opens connections to S3, as many as a small batch writes objects at once, by a question whose answer does not matter; and loads
     * the keys. What fails is tried again by the first batch that needs it.
     */
    void wake() {
        List<Callable<Object>> first = new ArrayList<>(Collections.nCopies(CONNECTIONS, () -> store.get(NO_KEY)));
        first.add(keys::get);
        try {
            var unused = threads.writers().invokeAll(first, MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
