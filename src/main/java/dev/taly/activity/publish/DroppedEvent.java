package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An event that did not arrive, as a listener sees it.
 *
 * @param id its id; null where it never became an event
 * @param json its wire form, for a last resort of the listener's own; null where it never became an event
 * @param reason why
 * @param message the same in a sentence, without any value of the event
 */
public record DroppedEvent(@Nullable String id, @Nullable String json, DropReason reason, String message) {
    public DroppedEvent {
        requireNonNull(reason, "reason is null");
        requireNonNull(message, "message is null");
    }

    /** That event, with the reason's usual sentence. */
    static DroppedEvent of(OutboundEvent event, DropReason reason) {
        return new DroppedEvent(event.id(), event.json(), reason, reason.sentence());
    }

    /** Leaves the event's content out: it may hold personal data. */
    @Override
    public String toString() {
        return "DroppedEvent[id=" + id + ", reason=" + reason + ", message=" + message + "]";
    }
}
