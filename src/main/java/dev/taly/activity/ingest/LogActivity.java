package dev.taly.activity.ingest;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.RejectionCode;
import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.Transport.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /log-activity}: every event is checked before the first is published. Whatever refuses the request as a whole is a
 * {@link RefusedException}. Safe for any number of threads.
 */
final class LogActivity {
    private static final Logger LOG = LoggerFactory.getLogger(LogActivity.class);

    private static final Problem REPEATED_ID = new Problem(
            400,
            RejectionCode.INVALID_FIELD.wire(),
            "The id must be another than that of every earlier event of the tenant in this request.",
            "/id");

    private final DoorSettings settings;
    private final EventCodec codec;
    private final Entrance entrance;
    private final RateLimit rate;
    private final Publishing publishing;
    private final Supplier<String> ids;
    private final Clock clock;
    private final LongSupplier nanoTime;

    LogActivity(
            DoorSettings settings,
            EventCodec codec,
            Entrance entrance,
            RateLimit rate,
            Publishing publishing,
            Supplier<String> ids,
            Clock clock,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.codec = codec;
        this.entrance = entrance;
        this.rate = rate;
        this.publishing = publishing;
        this.ids = ids;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Refuses what needs no body to be refused. */
    void checkHead(HttpCall call) {
        entrance.admit(call);
        BodyForm.of(call);
        for (String length : call.headers("Content-Length")) {
            if (length.length() > Integer.toString(Limits.MAX_BODY).length() || isTooLong(length)) {
                throw new RefusedException(Fault.BODY_TOO_LARGE);
            }
        }
    }

    HttpAnswer answer(HttpCall call) {
        Token token = entrance.admit(call);
        BodyForm form = BodyForm.of(call);
        EventTexts texts = EventTexts.of(BodyText.of(call.body(), form), form);
        CallerFacts facts = CallerFacts.of(call, token, texts.single(), settings.clientIpHeader());
        checkRate(token, texts.size());
        return take(texts, facts, token);
    }

    private static boolean isTooLong(String length) {
        return length.chars().allMatch(c -> c >= '0' && c <= '9')
                && !length.isEmpty()
                && Integer.parseInt(length) > Limits.MAX_BODY;
    }

    private void checkRate(Token token, int events) {
        Duration wait = rate.take(token.name(), events);
        if (!wait.isZero()) {
            long seconds = wait.plusNanos(999_999_999).toSeconds();
            throw new RefusedException(
                    Fault.RATE_LIMITED.problem(), Map.of("Retry-After", Long.toString(Math.max(1, seconds))));
        }
    }

    private HttpAnswer take(EventTexts texts, CallerFacts facts, Token token) {
        Instant now = clock.instant();
        List<@Nullable Item> items = new ArrayList<>();
        List<OutboundEvent> ready = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            items.add(check(texts.texts().get(i), i, facts, token, now, ready, seen));
        }
        if (ready.isEmpty()) {
            return answer(merge(items, ready, List.of()), texts, Optional::empty);
        }
        long start = nanoTime.getAsLong();
        List<Delivery> deliveries = publishing.publish(ready, settings.publishTimeout());
        report(deliveries);
        return answer(
                merge(items, ready, deliveries),
                texts,
                () -> Optional.of(Duration.ofNanos(nanoTime.getAsLong() - start)));
    }

    private static HttpAnswer answer(List<Item> items, EventTexts texts, Supplier<Optional<Duration>> publishTime) {
        DoorFigures figures = figures(items, publishTime);
        return Results.of(items, texts.single()).of(figures);
    }

    /** Events are taken by now: what fails here must not make their sender believe otherwise. */
    private static DoorFigures figures(List<Item> items, Supplier<Optional<Duration>> publishTime) {
        try {
            return DoorFigures.of(items, publishTime.get());
        } catch (RuntimeException | Error e) {
            LOG.warn("the figures of a request's events are lost: {}", e.toString());
            return DoorFigures.NONE;
        }
    }

    /** Adds an event that may be published to {@code ready}; else it is an item already. */
    private @Nullable Item check(
            String text,
            int index,
            CallerFacts facts,
            Token token,
            Instant now,
            List<OutboundEvent> ready,
            Set<List<String>> seen) {
        Decoded decoded = codec.decodeWith(text, now, builder -> facts.complete(builder, index, ids));
        if (decoded instanceof Decoded.Rejected rejected) {
            return Item.refused(Fault.of(rejected.rejection()));
        }
        ActivityEvent event = ((Decoded.Accepted) decoded).event();
        if (!token.mayWriteFor(event.tenantId())) {
            return Item.refused(Fault.INSUFFICIENT_SCOPE.problem());
        }
        OutboundEvent outbound = OutboundEvent.of(event, codec.rules().levelOf(event));
        if (outbound.jsonBytes() > EventCodec.MAX_BYTES) {
            return Item.refused(new Problem(
                    413,
                    RejectionCode.TOO_LARGE.wire(),
                    "The event must be at most " + EventCodec.MAX_BYTES + " bytes once it has its id and tenant.",
                    ""));
        }
        if (!seen.add(List.of(outbound.tenantId(), outbound.id()))) {
            // Stored once, the later one would be lost in silence.
            return Item.refused(REPEATED_ID);
        }
        ready.add(outbound);
        return null;
    }

    private static List<Item> merge(List<@Nullable Item> items, List<OutboundEvent> ready, List<Delivery> deliveries) {
        List<Item> merged = new ArrayList<>();
        int next = 0;
        for (Item item : items) {
            if (item != null) {
                merged.add(item);
            } else {
                merged.add(item(ready.get(next).id(), deliveries.get(next)));
                next++;
            }
        }
        return merged;
    }

    private static Item item(String id, Delivery delivery) {
        if (delivery instanceof Delivery.Delivered) {
            return Item.taken(id);
        }
        boolean refused = delivery instanceof Delivery.Refused;
        return new Item(id, (refused ? Fault.REFUSED : Fault.NOT_PUBLISHED).problem());
    }

    /** What the topic says of an event that it refuses may quote the event, so only a failure's reason is logged. */
    private static void report(List<Delivery> deliveries) {
        List<String> failures = deliveries.stream()
                .filter(Delivery.Failed.class::isInstance)
                .map(failed -> ((Delivery.Failed) failed).why())
                .toList();
        long refused =
                deliveries.stream().filter(Delivery.Refused.class::isInstance).count();
        if (!failures.isEmpty()) {
            LOG.warn("{} of {} events not published: {}", failures.size(), deliveries.size(), failures.get(0));
        }
        if (refused > 0) {
            LOG.warn("{} of {} events refused by the topic", refused, deliveries.size());
        }
    }
}
