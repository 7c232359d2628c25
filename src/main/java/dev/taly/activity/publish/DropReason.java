package dev.taly.activity.publish;

/** Why an event was not delivered. A closed set, so that each has its counter. */
public enum DropReason {
    /** It breaks a rule of events. Nothing but a change of the caller's code helps. */
    INVALID,
    /** Its JSON has more bytes than an event may have. */
    TOO_LARGE,
    /** The buffer had no room: events come faster than they leave, or the topic is down. */
    BUFFER_FULL,
    /** It was published after {@code close}. */
    CLOSED,
    /** The topic refused it for good. */
    REFUSED,
    /** It could not be delivered within the delivery timeout. */
    EXPIRED,
    /** It had not been confirmed when the deadline of {@code close} was over. It may have arrived nevertheless. */
    ABANDONED
}
