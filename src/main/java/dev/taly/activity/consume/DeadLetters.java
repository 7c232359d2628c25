package dev.taly.activity.consume;

import dev.taly.activity.event.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Where messages go that never will be events. Safe for any number of threads. */
public interface DeadLetters {
    /**
     * Hands letters over, each with its unchanged body, the sender's attributes and the reason.
     *
     * @return the message ids of those which are <em>certain</em> to have arrived. Never throws for a delivery problem: an
     *     id that is missing has failed, and may be handed over again
     */
    Set<String> send(List<DeadLetter> letters);

    /**
     * A rejected message.
     *
     * @param message as it came
     * @param rejection why
     * @param at when
     */
    record DeadLetter(SourceMessage message, Rejection rejection, Instant at) {}
}
