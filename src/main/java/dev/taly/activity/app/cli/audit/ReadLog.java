package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.audit.AuditRead;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.DroppedEvent;
import dev.taly.activity.publish.PublishListener;
import dev.taly.activity.publish.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Leaves an activity event of a reading, where there is a topic. */
final class ReadLog {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Optional<Transport> topic;
    private final String tenant;
    private final String actor;
    private final Console console;

    /**
     * @param tenant whose log the event goes to
     * @param actor who reads
     */
    ReadLog(Optional<Transport> topic, String tenant, String actor, Console console) {
        this.topic = topic;
        this.tenant = tenant;
        this.actor = actor;
        this.console = console;
    }

    /**
     * Publishes the event, and closes the way to the topic. To be called once, whatever became of the reading.
     *
     * @param command how it was read, for example {@code query}
     * @param asked the filter and the format
     * @return whether it is recorded, or need not be; if not, the console says why
     */
    boolean record(String command, Selection selection, Map<String, ?> asked, ReadReport report) {
        return topic.map(way -> publish(
                        way,
                        AuditRead.event(
                                tenant,
                                actor,
                                command,
                                selection,
                                asked,
                                report,
                                Clock.systemUTC().instant())))
                .orElse(true);
    }

    private boolean publish(Transport way, ActivityEvent.Builder event) {
        AtomicReference<String> lost = new AtomicReference<>("");
        PublishListener listener = new PublishListener() {
            @Override
            public void onDropped(DroppedEvent dropped) {
                lost.set(dropped.message());
            }
        };
        try (ActivityPublisher publisher = ActivityPublisher.to(way)
                .deliveryTimeout(PATIENCE)
                .listener(listener)
                .build()) {
            publisher.publish(event);
            publisher.flush(PATIENCE.plusSeconds(1));
            if (publisher.stats().delivered() == 1) {
                return true;
            }
        }
        console.problem(
                "this reading could not be recorded in the activity log: " + lost.get(),
                "It must be: see --topic-arn.");
        return false;
    }
}
