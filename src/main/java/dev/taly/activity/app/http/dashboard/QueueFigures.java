package dev.taly.activity.app.http.dashboard;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the queues are.
 *
 * @param at when that was seen
 * @param waiting messages that nobody works on yet
 * @param inWork messages on their way through the consumer, which gathers them for a window
 * @param behindSince since when more messages wait than are in work, each time somebody looked: then the consumer is slow, or gone.
 *     Null while it keeps up
 * @param deadLetters messages in the dead-letter queue
 */
public record QueueFigures(
        Instant at, long waiting, long inWork, @Nullable Instant behindSince, long deadLetters) {
    public QueueFigures {
        requireNonNull(at, "at is null");
    }
}
