package dev.taly.activity.publish;

/**
 * Hears what becomes of events. It is called on the publisher's threads, or on the caller's of {@code publish}, so it must
 * be quick and safe for several threads at once. What it throws is caught and counted.
 */
public interface PublishListener {
    /** That many events have just been confirmed by the topic. */
    default void onDelivered(int events) {}

    /** An event is lost. */
    default void onDropped(DroppedEvent dropped) {}

    /** Something went wrong with the spool; no event is lost by that alone. */
    default void onSpoolFailure(SpoolFailure failure) {}
}
