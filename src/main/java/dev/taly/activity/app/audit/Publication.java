package dev.taly.activity.app.audit;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.DroppedEvent;
import dev.taly.activity.publish.PublishListener;
import dev.taly.activity.publish.PublishResult;
import dev.taly.activity.publish.Transport;
import java.time.Duration;
import java.util.Optional;

/** Publishes events one by one. For one thread. */
public final class Publication implements AutoCloseable {
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Duration patience;

    private volatile String lost = "";
    private final ActivityPublisher publisher;

    /** To that topic. */
    public Publication(Transport topic) {
        this(topic, USUAL);
    }

    Publication(Transport topic, Duration patience) {
        this.patience = patience;
        publisher = ActivityPublisher.to(topic)
                .deliveryTimeout(patience)
                .closeOnExit(false)
                .listener(new PublishListener() {
                    @Override
                    public void onDropped(DroppedEvent dropped) {
                        lost = dropped.message();
                    }
                })
                .build();
    }

    /** Publishes one and says why it is not published; nothing if it is. */
    public Optional<String> publish(ActivityEvent.Builder event) {
        long droppedBefore = publisher.stats().droppedInAll();
        if (publisher.publish(event) instanceof PublishResult.Dropped dropped) {
            return Optional.of(dropped.message());
        }
        publisher.flush(patience.plus(patience.dividedBy(10)));
        // An earlier one may be answered only now, so delivered events are not counted: nothing is open, and none was
        // lost.
        if (publisher.stats().pending() == 0 && publisher.stats().droppedInAll() == droppedBefore) {
            return Optional.empty();
        }
        return Optional.of(lost.isEmpty() ? "the topic does not answer" : lost);
    }

    @Override
    public void close() {
        publisher.close();
    }
}
