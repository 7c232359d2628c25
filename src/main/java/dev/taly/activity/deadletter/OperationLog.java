package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.InvalidEventException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Leaves an activity event for each operation on dead letters: who did what to how many. It goes straight to the consumer's
 * queue, as a replay does, so it needs no more rights. Safe for any number of threads.
 */
public final class OperationLog {
    private static final String RESOURCE = "dead_letter_queue";

    private final LetterSender consumer;
    private final String tenantId;
    private final String actorId;
    private final Clock clock;

    /**
     * A log in the name of that actor.
     *
     * @param consumer sends to the consumer's queue
     * @param tenantId whose partition the events go to
     */
    public OperationLog(LetterSender consumer, String tenantId, String actorId, Clock clock) {
        this.consumer = requireNonNull(consumer, "consumer is null");
        this.tenantId = requireNonNull(tenantId, "tenantId is null");
        this.actorId = requireNonNull(actorId, "actorId is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** What is done with letters. */
    public enum Operation {
        /** Somebody read a letter's body. */
        SHOWN,
        /** Sent to the consumer again. */
        REPLAYED,
        /** Changed and sent to the consumer. */
        FIXED,
        /** Written to the quarantine. */
        ARCHIVED,
        /** Brought back from the quarantine. */
        RESTORED,
        /** Deleted. */
        PURGED;

        /** The event's action, for example {@code dlq_replayed}. */
        public String action() {
            return "dlq_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Writes the event.
     *
     * @param queue the dead letter queue's name
     * @param details counts and filters, as its {@code metadata}
     * @return why it could not be written; empty if it is on its way
     */
    public String record(Operation operation, String queue, Map<String, ?> details) {
        String id = UUID.randomUUID().toString();
        try {
            ActivityEvent event = ActivityEvent.builder()
                    .id(id)
                    .tenantId(tenantId)
                    .actorId(actorId)
                    .action(operation.action())
                    .resource(RESOURCE)
                    .resourceId(queue)
                    .timestamp(EventTime.of(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                    .metadata(details)
                    .build();
            return consumer.send(List.of(Outgoing.ofEvent(id, tenantId, EventCodec.encode(event))))
                    .getOrDefault(id, "");
        } catch (InvalidEventException e) {
            return e.rejection().message();
        }
    }
}
