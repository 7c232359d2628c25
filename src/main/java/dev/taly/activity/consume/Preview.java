package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.StoredEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Shows what a consumer would store, and stores nothing: for who looks on. Safe for any number of threads. */
public final class Preview {
    private final Preparation preparation;

    /** Of a consumer that prepares like that. */
    public Preview(Preparation preparation) {
        this.preparation = requireNonNull(preparation, "preparation is null");
    }

    /**
     * What is seen.
     *
     * @param failed how many messages could not be prepared, for want of keys or of time
     */
    public record Seen(List<StoredEvent> events, int failed) {
        public Seen {
            events = List.copyOf(events);
        }
    }

    /**
     * What would be stored of those messages. What is no event is left out.
     *
     * @param time how long it may take
     */
    public Seen of(Collection<SourceMessage> messages, Duration time) {
        PreparedBatch batch = preparation.prepare(messages, () -> time);
        return new Seen(
                batch.lines().stream().map(PreparedBatch.Line::event).toList(),
                batch.failures().size());
    }
}
