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
     * What would be stored of those messages. What is no event is left out, and so is what is not ready in time.
     *
     * @param time how long it may take
     */
    public List<StoredEvent> of(Collection<SourceMessage> messages, Duration time) {
        return preparation.prepare(messages, () -> time).lines().stream()
                .map(PreparedBatch.Line::event)
                .toList();
    }
}
