package dev.taly.activity.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in the archive: what was sent, and beside it what the service adds.
 *
 * @param event the event, with an id and a level
 * @param receivedAt when the service got it, by the service's clock
 * @param enrichment what was found out about it; null where nothing was
 */
public record StoredEvent(
        ActivityEvent event, Instant receivedAt, @Nullable JsonObject enrichment) {
    public StoredEvent {
        requireNonNull(event, "event is null");
        requireNonNull(event.id(), "the event has no id");
        requireNonNull(event.level(), "the event has no level");
        requireNonNull(receivedAt, "receivedAt is null");
    }
}
