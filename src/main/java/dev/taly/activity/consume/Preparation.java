package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.PreparedBatch.Line;
import dev.taly.activity.enrich.Enriched;
import dev.taly.activity.enrich.EnrichedBatch;
import dev.taly.activity.enrich.Enricher;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.StoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a batch's messages ready to be written: reads each, finds out about the events what there is to know, and takes
 * away what may not be kept. Safe for any number of threads.
 */
public final class Preparation {
    /** This part of the time at most goes into finding out about events: the rest is for writing them. */
    private static final int FINDING_OUT = 4;

    private final MessageReader reader;
    private final Enricher enricher;
    private final Clock clock;

    /** @param clock for messages whose queue does not say when it took them, and for the times of rejections */
    public Preparation(EventCodec codec, Enricher enricher, Clock clock) {
        this.reader = new MessageReader(codec, clock);
        this.enricher = requireNonNull(enricher, "enricher is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** A message that holds an event. */
    private record Opened(SourceMessage message, StoredEvent event) {}

    /** Never throws for a message. */
    PreparedBatch prepare(Collection<SourceMessage> messages, TimeLeft timeLeft) {
        Instant now = clock.instant();
        PreparedBatch batch = new PreparedBatch();
        List<Opened> opened = new ArrayList<>();
        for (SourceMessage message : messages) {
            batch.attempt(message.messageId(), () -> {
                MessageReader.Read read = reader.read(message);
                if (read instanceof MessageReader.Read.Event event) {
                    opened.add(new Opened(message, event.event()));
                } else if (read instanceof MessageReader.Read.Invalid invalid) {
                    batch.letters().add(letter(message, invalid.rejection(), now));
                }
            });
        }
        Duration atMost = enricher.isIdle() ? Duration.ZERO : timeLeft.get().dividedBy(FINDING_OUT);
        EnrichedBatch enriched = enricher.enrich(
                opened.stream().map(open -> open.event().event()).toList(), atMost);
        for (int i = 0; i < opened.size(); i++) {
            Opened open = opened.get(i);
            Enriched event = enriched.events().get(i);
            batch.attempt(open.message().messageId(), () -> finish(open, event, now, batch));
        }
        batch.missing(enriched.missing());
        return batch;
    }

    private void finish(Opened open, Enriched enriched, Instant now, PreparedBatch batch) {
        SourceMessage message = open.message();
        if (enriched.rejection().isPresent()) {
            batch.letters().add(letter(message, enriched.rejection().get(), now));
            return;
        }
        StoredEvent stored =
                new StoredEvent(enriched.event(), open.event().receivedAt(), enrichment(enriched.details()));
        batch.lines().add(new Line(message.messageId(), stored));
    }

    private static DeadLetter letter(SourceMessage message, Rejection rejection, Instant now) {
        return new DeadLetter(message, rejection, now);
    }

    private static @Nullable JsonObject enrichment(Map<String, JsonObject> details) {
        if (details.isEmpty()) {
            return null;
        }
        int room = details.values().stream()
                .mapToInt(detail -> detail.json().length() + 16)
                .sum();
        JsonText out = new JsonText(room).begin('{');
        details.forEach((name, detail) -> out.name(name).json(detail.json()));
        return out.end('}').toObject();
    }
}
