package dev.taly.activity.watch.feed;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.StoredEvent;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Events to watch. */
public final class Watched {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:30Z");

    private static final AtomicLong NEXT = new AtomicLong();

    private Watched() {}

    /** One of now, with an id of its own. */
    public static StoredEvent event(String tenant, Consumer<ActivityEvent.Builder> change) {
        ActivityEvent.Builder event = ActivityEvent.builder()
                .id("w-" + NEXT.incrementAndGet())
                .tenantId(tenant)
                .actorId("u1")
                .action("invoice_paid")
                .resource("invoice")
                .level(Level.INFO)
                .timestamp(NOW);
        change.accept(event);
        return new StoredEvent(event.build(), NOW, null);
    }

    public static StoredEvent event(String tenant) {
        return event(tenant, event -> {});
    }

    static StoredEvent event(String tenant, String actor) {
        return event(tenant, event -> event.actorId(actor));
    }
}
