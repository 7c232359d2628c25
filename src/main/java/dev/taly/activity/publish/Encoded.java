package dev.taly.activity.publish;

import org.jspecify.annotations.Nullable;

/** What encoding made of an event. */
sealed interface Encoded {
    /** It can be sent. */
    record Ready(OutboundEvent event) implements Encoded {}

    /**
     * It can't, and is lost.
     *
     * @param error one that is the caller's to see, once the loss is counted
     */
    record Unfit(DroppedEvent event, @Nullable Error error) implements Encoded {}
}
