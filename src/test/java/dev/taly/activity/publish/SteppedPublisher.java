package dev.taly.activity.publish;

import java.time.Duration;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/** A publisher without threads, for models: it sends when it is told to, and its time is the caller's. */
public final class SteppedPublisher {
    private final ActivityPublisher publisher;

    private SteppedPublisher(ActivityPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Builds it.
     *
     * @param nanoTime the clock of linger and delivery timeout
     * @param backoffMillis the wait after that many failed tries
     */
    public static SteppedPublisher of(PublisherBuilder builder, LongSupplier nanoTime, IntUnaryOperator backoffMillis) {
        return new SteppedPublisher(builder.withoutThreads()
                .closeOnExit(false)
                .nanoTime(nanoTime)
                .backoff(tries -> (long) backoffMillis.applyAsInt(tries))
                .build());
    }

    /** The publisher itself. */
    public ActivityPublisher publisher() {
        return publisher;
    }

    /** Sends one batch if one is ready, and says whether one was. */
    public boolean sendReady() {
        return publisher.sendReady();
    }

    /** Makes what is there ready, and cuts waits short. */
    public void hurry() {
        publisher.flush(Duration.ZERO);
    }
}
