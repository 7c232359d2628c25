package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.consume.BatchConsumer;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The consumer, and what it works with. It lives as long as the process.
 *
 * @param store takes the consumer's objects
 * @param threads are the consumer's, too
 */
record ConsumerWorks(BatchConsumer consumer, ObjectStore store, ConsumerThreads threads) {
    /** Of an object that is never there, where the function may read. */
    private static final String NO_KEY = "events/none";

    /** A restore may take ten seconds. */
    private static final int MOST_SECONDS = 2;

    ConsumerWorks {
        requireNonNull(consumer, "consumer is null");
        requireNonNull(store, "store is null");
        requireNonNull(threads, "threads is null");
    }

    static ConsumerWorks of(
            ConsumerKnowledge knowledge, Settings settings, AwsClients aws, Clock clock, ConsumerThreads threads) {
        ObjectStore store = new S3ObjectStore(
                aws.s3(), settings.bucket(), settings.objectLockMode().orElse(null));
        return new ConsumerWorks(Wiring.consumer(knowledge, settings, aws, store, clock, threads), store, threads);
    }

    /** Opens the first connection to S3 by a question whose answer does not matter, not even whether there is one. */
    void wake() {
        Future<?> asked = threads.writers().submit(() -> store.get(NO_KEY));
        try {
            asked.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Without the right to list the bucket, S3 says that it is not allowed rather than that nothing is there.
        } catch (TimeoutException e) {
            asked.cancel(true);
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
        }
    }
}
