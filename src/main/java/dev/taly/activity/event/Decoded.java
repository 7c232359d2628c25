package dev.taly.activity.event;

/** What became of one text: an event that keeps every rule, or the reason why it is none. */
public sealed interface Decoded {
    /** The text was a valid event. */
    record Accepted(ActivityEvent event) implements Decoded {}

    /** It never will be: trying again gives the same. */
    record Rejected(Rejection rejection) implements Decoded {}
}
