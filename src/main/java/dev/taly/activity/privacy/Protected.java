package dev.taly.activity.privacy;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;

/**
 * An event as it may be kept.
 *
 * @param event what is left of it
 * @param note which policy it went through, for {@code enrichment.privacy}: {@code policy}, its version; {@code key}, the id of
 *     the pseudonyms' key, where there are any; {@code ipAddress_hash}; {@code withoutConsent}, true where it went by the rules
 *     for events without consent
 */
public record Protected(ActivityEvent event, JsonObject note) {
    public Protected {
        requireNonNull(event, "event is null");
        requireNonNull(note, "note is null");
    }
}
