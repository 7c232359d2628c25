package dev.taly.activity.publish;

/** Why an event was not delivered. A closed set, so that each has its counter. */
public enum DropReason {
    /** It breaks a rule of events. Nothing but a change of the caller's code helps. */
    INVALID("It breaks a rule of events."),
    /** Its JSON has more bytes than an event may have. */
    TOO_LARGE("It is too large."),
    /** The buffer had no room: events come faster than they leave, or the topic is down. */
    BUFFER_FULL("The buffer has no room."),
    /** It was published after {@code close}. */
    CLOSED("The publisher is closed."),
    /** The topic refused it for good. */
    REFUSED("The topic refused it."),
    /** It could not be delivered within the delivery timeout. */
    EXPIRED("It could not be delivered in time."),
    /** It had not been confirmed when the deadline of {@code close} was over. It may have arrived nevertheless. */
    ABANDONED("It was not confirmed before the publisher closed.");

    private final String sentence;

    DropReason(String sentence) {
        this.sentence = sentence;
    }

    /** The same as a sentence, where nothing more is known. */
    String sentence() {
        return sentence;
    }
}
