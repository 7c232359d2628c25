package dev.taly.activity.publish;

import java.util.List;

/** Takes batches of events to where they are queued. Safe for any number of threads. */
public interface Transport extends AutoCloseable {
    /** The most events in a batch. */
    int MAX_EVENTS = 10;

    /** The most bytes in a batch, over all events, as {@link OutboundEvent#bytes} counts them. */
    int MAX_BYTES = 256 * 1024;

    /**
     * Sends one batch. It must return in bounded time, for until then this thread sends nothing else; an interrupt
     * means that the publisher has closed and the answer no longer matters.
     *
     * @param batch at most {@link #MAX_EVENTS} events and {@link #MAX_BYTES} bytes
     * @return what became of each, in the same order. Where one is missing, or this throws, it counts as {@link
     *     Delivery.Failed}
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
