package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Rejection;
import java.util.Optional;

/**
 * What one enrichment found out about one event.
 *
 * @param detail what stands in the archive; it names its {@code provider} and {@code version}
 * @param atLeast the level that the event deserves for it, if it is of a lower one
 * @param rejection why the event is none, if it contradicts what is known for sure
 */
public record Finding(JsonObject detail, Optional<Level> atLeast, Optional<Rejection> rejection) {
    public Finding {
        requireNonNull(detail, "detail is null");
        requireNonNull(atLeast, "atLeast is null");
        requireNonNull(rejection, "rejection is null");
    }

    /** A finding that is only to be kept. */
    static Finding of(JsonObject detail) {
        return new Finding(detail, Optional.empty(), Optional.empty());
    }

    /** The same, for an event that deserves that level. */
    Finding deserving(Level level) {
        return new Finding(detail, Optional.of(level), rejection);
    }

    /** The same, for an event that is none. */
    Finding refusing(Rejection why) {
        return new Finding(detail, atLeast, Optional.of(why));
    }
}
