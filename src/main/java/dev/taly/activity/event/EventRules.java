package dev.taly.activity.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules that need more than the event itself: a clock, a catalogue, a policy. Immutable.
 *
 * @param catalogue the known actions
 * @param closed whether an action outside the catalogue is refused
 * @param earliest the first timestamp allowed; null for no lower bound
 * @param needsConsent whether an event of that action is refused without {@code consent: true}
 */
public record EventRules(
        ActionCatalogue catalogue, boolean closed, @Nullable Instant earliest, Predicate<String> needsConsent) {
    /** How far a sender's clock may be ahead of the receiver's. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    public EventRules {
        requireNonNull(catalogue, "catalogue is null");
        requireNonNull(needsConsent, "needsConsent is null");
    }

    /** The shipped catalogue, open; no lower bound; consent not required. */
    public static EventRules standard() {
        return open(ActionCatalogue.shipped());
    }

    /** That catalogue, open; no lower bound; consent not required. */
    public static EventRules open(ActionCatalogue catalogue) {
        return new EventRules(catalogue, false, null, action -> false);
    }

    /** The event's own level, else its action's in the catalogue, else {@code info}. */
    public Level levelOf(ActivityEvent event) {
        Level own = event.level();
        return own != null ? own : levelOf(event.action());
    }

    /** The level of an event that states none. */
    Level levelOf(String action) {
        return catalogue.find(action).map(ActionCatalogue.Action::level).orElse(Level.INFO);
    }

    /** The first rule that the event breaks, if it breaks one, for a receiver whose clock shows {@code receivedAt}. */
    Optional<Rejection> check(ActivityEvent event, Instant receivedAt) {
        Instant time = event.timestamp().instant();
        if (time.isAfter(receivedAt.plus(MAX_AHEAD))) {
            return reject(
                    RejectionCode.TIMESTAMP_OUT_OF_RANGE,
                    "timestamp",
                    "timestamp must be at most " + MAX_AHEAD.toMinutes() + " minutes ahead of the receiver's clock.");
        }
        if (earliest != null && time.isBefore(earliest)) {
            return reject(
                    RejectionCode.TIMESTAMP_OUT_OF_RANGE,
                    "timestamp",
                    "timestamp must not be before " + earliest + ".");
        }
        if (closed && catalogue.find(event.action()).isEmpty()) {
            return reject(RejectionCode.UNKNOWN_ACTION, "action", "action must be one of the action catalogue.");
        }
        if (!Boolean.TRUE.equals(event.consent()) && needsConsent.test(event.action())) {
            return reject(RejectionCode.CONSENT_MISSING, "consent", "consent must be true.");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> reject(RejectionCode code, String field, String message) {
        return Optional.of(Rejection.ofField(code, field, message));
    }
}
