package dev.taly.activity.app.http.dashboard;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the page shows it.
 *
 * @param id tells it from others; the same as long as it is the same alert
 * @param at when it was raised
 * @param severity how bad it is
 * @param title one short sentence
 * @param detail what else there is to say; may be empty
 * @param tenant whose it is; null where it is nobody's, and then only who may see all tenants sees it
 */
public record AlertNotice(
        String id,
        Instant at,
        Level severity,
        String title,
        String detail,
        @Nullable String tenant) {
    public AlertNotice {
        requireNonNull(id, "id is null");
        requireNonNull(at, "at is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(title, "title is null");
        requireNonNull(detail, "detail is null");
    }
}
