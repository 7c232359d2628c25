package dev.taly.activity.consume;

import dev.taly.activity.event.Rejection;
import java.time.Instant;

/** What became of one message. */
public sealed interface MessageOutcome {
    /** Whether the message may be acknowledged: nothing of it can get lost any more. */
    boolean isDone();

    /**
     * Its line is durable in that object; all its messages share one outcome.
     *
     * @param bytes the object's size as stored, compressed
     * @param at when the store had confirmed it
     */
    record Stored(String key, long bytes, Instant at) implements MessageOutcome {
        @Override
        public boolean isDone() {
            return true;
        }
    }

    /** It is no valid event, and the dead letter queue holds it. */
    record Rejected(Rejection rejection) implements MessageOutcome {
        @Override
        public boolean isDone() {
            return true;
        }
    }

    /** Nothing is certain; it has to come again. */
    record Failed(String why) implements MessageOutcome {
        @Override
        public boolean isDone() {
            return false;
        }
    }
}
