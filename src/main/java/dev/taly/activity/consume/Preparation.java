package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.PreparedBatch.Line;
import dev.taly.activity.enrich.Enriched;
import dev.taly.activity.enrich.EnrichedBatch;
import dev.taly.activity.enrich.Enricher;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.privacy.Protected;
import dev.taly.activity.privacy.Protector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a batch's messages ready to be written: reads each, finds out about the events what there is to know, and then
 * takes away what may not be kept. Safe for any number of threads.
 */
public final class Preparation {
    /** This part of the time at most goes into preparing a batch: the rest is for writing what is ready. */
    private static final int PREPARING = 2;

    /** And this part at most into finding out about its events. */
    private static final int FINDING_OUT = 4;

    private static final String GEO = "geo";
    private static final String CLIENT = "client";
    private static final String PRIVACY = "privacy";

    private final MessageReader reader;
    private final Enricher enricher;
    private final Optional<Protector> protector;
    private final Optional<LetterProtection> letterProtection;
    private final Clock clock;

    private Preparation(EventCodec codec, Enricher enricher, Optional<Protector> protector, Clock clock) {
        this.reader = new MessageReader(codec, clock);
        this.enricher = requireNonNull(enricher, "enricher is null");
        this.protector = protector;
        this.letterProtection = protector.map(LetterProtection::new);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** @param clock for messages whose queue does not say when it took them, and for the times of rejections */
    public Preparation(EventCodec codec, Enricher enricher, Protector protector, Clock clock) {
        this(codec, enricher, Optional.of(protector), clock);
    }

    /** Only reads: nothing is found out, and nothing taken away. */
    public static Preparation plain(EventCodec codec, Clock clock) {
        return new Preparation(codec, Enricher.none(), Optional.empty(), clock);
    }

    /** A message that holds an event. */
    private record Opened(SourceMessage message, StoredEvent stored) {
        ActivityEvent event() {
            return stored.event();
        }
    }

    /**
     * Never throws for a message. What it does not come to in its part of the time is in neither list: it comes again, and
     * what is ready can be written.
     */
    PreparedBatch prepare(Collection<SourceMessage> messages, TimeLeft timeLeft) {
        Instant now = clock.instant();
        Duration time = timeLeft.get();
        Duration forWriting = time.minus(time.dividedBy(PREPARING));
        PreparedBatch batch = new PreparedBatch();
        List<Opened> opened = new ArrayList<>(messages.size());
        for (SourceMessage message : messages) {
            if (timeLeft.get().compareTo(forWriting) < 0) {
                break;
            }
            batch.attempt(message.messageId(), () -> open(message, now, opened, batch));
        }
        EnrichedBatch enriched =
                enricher.enrich(opened.stream().map(Opened::event).toList(), time.dividedBy(FINDING_OUT));
        for (int i = 0; i < opened.size() && timeLeft.get().compareTo(forWriting) >= 0; i++) {
            Opened open = opened.get(i);
            Enriched event = enriched.events().get(i);
            batch.attempt(open.message().messageId(), () -> finish(open, event, now, batch));
        }
        batch.missing(enriched.missing());
        return batch;
    }

    private void open(SourceMessage message, Instant now, List<Opened> opened, PreparedBatch batch) {
        MessageReader.Read read = reader.read(message);
        if (read instanceof MessageReader.Read.Event event) {
            opened.add(new Opened(message, event.event()));
        } else if (read instanceof MessageReader.Read.Invalid invalid) {
            batch.letters().add(letter(message, invalid.rejection(), now));
        }
    }

    private void finish(Opened open, Enriched enriched, Instant now, PreparedBatch batch) {
        if (enriched.rejection().isPresent()) {
            batch.letters().add(letter(open.message(), enriched.rejection().get(), now));
            return;
        }
        Map<String, JsonObject> beside = new LinkedHashMap<>(enriched.details());
        ActivityEvent kept = enriched.event();
        if (protector.isPresent()) {
            Protected safe = protector.get().protect(kept);
            withdraw(beside, kept, safe.event());
            kept = safe.event();
            beside.put(PRIVACY, safe.note());
        }
        StoredEvent stored = new StoredEvent(kept, open.stored().receivedAt(), enrichment(beside));
        batch.lines().add(new Line(open.message().messageId(), stored));
    }

    /** What was found out goes with what it was found out from: a client may quote its user agent. */
    private static void withdraw(Map<String, JsonObject> beside, ActivityEvent sent, ActivityEvent kept) {
        if (kept.ipAddress() == null) {
            beside.remove(GEO);
        }
        if (!Objects.equals(sent.userAgent(), kept.userAgent())) {
            beside.remove(CLIENT);
        }
    }

    private DeadLetter letter(SourceMessage message, Rejection rejection, Instant now) {
        DeadLetter letter = new DeadLetter(message, rejection, now);
        return letterProtection.map(protection -> protection.protect(letter)).orElse(letter);
    }

    private static @Nullable JsonObject enrichment(Map<String, JsonObject> members) {
        if (members.isEmpty()) {
            return null;
        }
        int room = members.values().stream()
                .mapToInt(member -> member.json().length() + 16)
                .sum();
        JsonText out = new JsonText(room).begin('{');
        members.forEach((name, member) -> out.name(name).json(member.json()));
        return out.end('}').toObject();
    }
}
