package dev.taly.activity.publish;

/** Why an event was not delivered. A closed set, so that each has its counter. */
public enum DropReason {
    /** It breaks a rule of events. Nothing but a change of the caller's code helps. */
    INVALID("It breaks a rule of events."),
    /** Its JSON has more bytes than an event may have. */
    TOO_LARGE("It is too large."),
    /**
     * The buffer had no room: events come faster than they leave, or the topic is down. With a spool only while its disk
     * can't be written.
     */
    BUFFER_FULL("The buffer has no room."),
    /** The spool had reached its limit; the event is not taken into memory, where a crash would lose it. */
    SPOOL_FULL("The spool has no room."),
    /** It was on the disk alone and can't be read back any more: its segment was changed or deleted. */
    SPOOL_DAMAGED("It can't be read back from the spool."),
    /** It was published after {@code close}. */
    CLOSED("The publisher is closed."),
    /** The topic refused it for good. */
    REFUSED("The topic refused it."),
    /** It could not be delivered within the delivery timeout. What is in a spool never expires. */
    EXPIRED("It could not be delivered in time."),
    /**
     * It had not been confirmed when the deadline of {@code close} was over. It may have arrived nevertheless. What
     * is in a spool is not dropped but stays for the next publisher.
     */
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
