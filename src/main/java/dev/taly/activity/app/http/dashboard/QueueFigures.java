package dev.taly.activity.app.http.dashboard;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the queues are.
 *
 * @param at when that was seen
 * @param waiting messages in the queue, waiting or on their way through the consumer
 * @param notEmptySince since when the queue has not been seen empty: nothing in it has waited longer. Null while it is empty
 * @param deadLetters messages in the dead-letter queue
 */
public record QueueFigures(
        Instant at, long waiting, @Nullable Instant notEmptySince, long deadLetters) {
    public QueueFigures {
        requireNonNull(at, "at is null");
    }
}
