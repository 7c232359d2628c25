package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.audit.AuditRead;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.DroppedEvent;
import dev.taly.activity.publish.PublishListener;
import dev.taly.activity.publish.PublishResult;
import dev.taly.activity.publish.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leaves activity events of readings, where there is a topic: one before anything is read, and one of how much it was. */
final class ReadLog {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Optional<Transport> topic;
    private final String tenant;
    private final String actor;
    private final Console console;

    /**
     * @param tenant whose log the events go to
     * @param actor who reads
     */
    ReadLog(Optional<Transport> topic, String tenant, String actor, Console console) {
        this.topic = topic;
        this.tenant = tenant;
        this.actor = actor;
        this.console = console;
    }

    /**
     * Puts on record that a reading begins. The caller ends it, and closes it in any case.
     *
     * @param command how it is read, for example {@code query}
     * @param asked the filter and the format
     * @throws CommandFailure if it cannot be recorded: then nothing is to be read
     */
    Recording begin(String command, Selection selection, Map<String, ?> asked) {
        AuditRead read = new AuditRead(UUID.randomUUID().toString(), tenant, actor, command, selection, asked);
        return new Recording(topic.map(Publication::new).orElse(null), read, console);
    }

    /** A reading on record. */
    static final class Recording implements AutoCloseable {
        private final @Nullable Publication publication;
        private final AuditRead read;
        private final Console console;
        private boolean ended;

        private Recording(@Nullable Publication publication, AuditRead read, Console console) {
            this.publication = publication;
            this.read = read;
            this.console = console;
            if (publication == null) {
                return;
            }
            Optional<String> problem =
                    publication.publish(read.begun(Clock.systemUTC().instant()));
            if (problem.isPresent()) {
                publication.close();
                throw new CommandFailure(
                        "this reading could not be recorded in the activity log, so nothing was read: " + problem.get(),
                        "Every reading must be recorded: see --topic-arn, --as and --log-tenant.");
            }
        }

        /**
         * Puts on record how much was read.
         *
         * @return whether it is; if not, the console says why
         */
        boolean end(ReadReport report) {
            ended = true;
            return publication == null
                    || say(publication.publish(
                            read.ended(report, Clock.systemUTC().instant())));
        }

        /** Puts on record that it broke off, where it was not ended. */
        @Override
        public void close() {
            if (publication != null) {
                if (!ended) {
                    var unused = say(
                            publication.publish(read.brokenOff(Clock.systemUTC().instant())));
                }
                publication.close();
            }
        }

        private boolean say(Optional<String> problem) {
            problem.ifPresent(why -> console.problem(
                    "how this reading ended could not be recorded in the activity log: " + why,
                    "That it began is on record."));
            return problem.isEmpty();
        }
    }

    /** Publishes events one by one. */
    private static final class Publication implements AutoCloseable {
        private volatile String lost = "";
        private final ActivityPublisher publisher;
        private long published;

        Publication(Transport topic) {
            publisher = ActivityPublisher.to(topic)
                    .deliveryTimeout(PATIENCE)
                    .closeOnExit(false)
                    .listener(new PublishListener() {
                        @Override
                        public void onDropped(DroppedEvent dropped) {
                            lost = dropped.message();
                        }
                    })
                    .build();
        }

        /** @return why it is not published; nothing if it is */
        Optional<String> publish(ActivityEvent.Builder event) {
            if (publisher.publish(event) instanceof PublishResult.Dropped dropped) {
                return Optional.of(dropped.message());
            }
            publisher.flush(PATIENCE.plusSeconds(1));
            if (publisher.stats().delivered() == published + 1) {
                published++;
                return Optional.empty();
            }
            return Optional.of(lost.isEmpty() ? "the topic does not answer" : lost);
        }

        @Override
        public void close() {
            publisher.close();
        }
    }
}
