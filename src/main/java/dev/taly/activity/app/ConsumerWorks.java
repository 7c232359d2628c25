package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.privacy.PseudonymKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    static final Duration WAKING = Duration.ofSeconds(2);

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
     * the keys. What takes longer than that goes on; what fails is tried again by the first batch that needs it.
     */
    void wake(Duration longest) {
        List<Supplier<?>> first = new ArrayList<>(Collections.nCopies(CONNECTIONS, () -> store.get(NO_KEY)));
        first.add(keys);
        CompletableFuture<?> all = CompletableFuture.allOf(first.stream()
                .map(task -> CompletableFuture.supplyAsync(task, threads.writers()))
                .toArray(CompletableFuture[]::new));
        try {
            var unused = all.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Nothing is cut off: keys whose loading is would count as not to be had for some seconds.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
