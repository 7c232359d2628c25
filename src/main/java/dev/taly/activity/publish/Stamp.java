package dev.taly.activity.publish;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.InvalidEventException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Completes events: an id, a time, and their origin, which is this instance's id and its next number. Safe for any number
 * of threads.
 */
final class Stamp {
    private final Clock clock;
    private final EventIds ids;
    private final AtomicLong numbers = new AtomicLong();
    private final @Nullable String service;
    private volatile @Nullable String producer;

    /**
     * @param service begins the id that is made; null for none
     * @param producer the id; null for one that is made
     */
    Stamp(Clock clock, EventIds ids, @Nullable String service, @Nullable String producer) {
        this.clock = clock;
        this.ids = ids;
        this.service = service;
        this.producer = producer;
    }

    /**
     * This instance's id. It is made when it is first needed, not before: two processes that come from one snapshot of a
     * JVM must not share it.
     */
    String producer() {
        String known = producer;
        return known == null ? makeProducer() : known;
    }

    private synchronized String makeProducer() {
        String known = producer;
        if (known == null) {
            known = service == null ? ids.next() : service + ':' + ids.next();
            producer = known;
        }
        return known;
    }

    /** The event, with what it lacks. One that has an origin keeps it, and takes no number. */
    ActivityEvent complete(ActivityEvent event) {
        return event.id() != null && event.producer() != null ? event : complete(event.toBuilder());
    }

    /**
     * The builder's event, with what it lacks.
     *
     * @throws InvalidEventException if it breaks a rule. It takes a number nevertheless: the hole shows that it is lost
     */
    ActivityEvent complete(ActivityEvent.Builder builder) {
        ActivityEvent event;
        try {
            event = builder.idIfAbsent(ids.next())
                    .timestampIfAbsent(clock.instant())
                    .build();
        } catch (InvalidEventException e) {
            skip();
            throw e;
        }
        return event.producer() == null
                ? builder.origin(producer(), numbers.incrementAndGet()).build()
                : event;
    }

    /** Uses up a number for an event that is lost before it is complete. */
    void skip() {
        numbers.incrementAndGet();
    }
}
