package dev.taly.activity.watch.feed;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.event.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event in the ring.
 *
 * @param position its number among all, from 1
 * @param tenantPosition its number among its tenant's, from 1
 */
record Entry(long position, long tenantPosition, StoredEvent event) {
    /** An event without its texts of any length. */
    private static final int USUAL_BYTES = 1_024;

    long number(Viewer viewer) {
        return viewer.tenant() == null ? position : tenantPosition;
    }

    boolean isNotable() {
        return event.event().level() == Level.CRITICAL || event.event().outcome() == Outcome.FAILURE;
    }

    /** What it takes in memory, roughly and rather more. */
    long bytes() {
        ActivityEvent sent = event.event();
        return USUAL_BYTES + 2L * (length(sent.metadata()) + length(event.enrichment()) + length(sent.userAgent()));
    }

    private static int length(@Nullable JsonObject object) {
        return object == null ? 0 : object.json().length();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
