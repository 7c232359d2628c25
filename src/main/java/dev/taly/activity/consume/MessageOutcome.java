package dev.taly.activity.consume;

import dev.taly.activity.event.Rejection;

/** What became of one message. */
public sealed interface MessageOutcome {
    /** Whether the message may be acknowledged: nothing of it can get lost any more. */
    boolean isDone();

    /** Its line is durable in that object. */
    record Stored(String key) implements MessageOutcome {
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
