package dev.taly.activity.publish;

import java.util.List;

/** Takes batches of events to where they are queued. Safe for any number of threads. */
public interface Transport extends AutoCloseable {
    /** The most events in a batch. */
    int MAX_EVENTS = 10;

    /** The most bytes in a batch, over all events. */
    int MAX_BYTES = 256 * 1024;

    /**
     * Sends one batch.
     *
     * @param batch at most {@link #MAX_EVENTS} events and {@link #MAX_BYTES} bytes
     * @return what became of each, in the same order. Never throws for a delivery problem
     */
    List<Delivery> send(List<OutboundEvent> batch);

    @Override
    void close();

    /** What became of one event. */
    sealed interface Delivery {
        /** It is queued. */
        record Delivered() implements Delivery {}

        /** It is not, or that is not certain; it may be sent again. */
        record Failed(String why) implements Delivery {}

        /** It is not, and never will be. */
        record Refused(String why) implements Delivery {}
    }
}
