package dev.taly.activity.publish;

/** The answer to {@code publish}, known at once. */
public sealed interface PublishResult {
    /**
     * The event is in the buffer, or in the spool, and will be sent. Should that fail, a counter and the listener say so.
     *
     * @param id the event's id, given or made
     */
    record Accepted(String id) implements PublishResult {}

    /**
     * The event is lost, and counted.
     *
     * @param reason why
     * @param message the same in a sentence, without any value of the event
     */
    record Dropped(DropReason reason, String message) implements PublishResult {}
}
