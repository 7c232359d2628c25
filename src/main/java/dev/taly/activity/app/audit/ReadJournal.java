package dev.taly.activity.app.audit;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.audit.AuditRead;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.publish.Transport;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Publishes activity events of readings: one before anything is read, and one of how it ended. Safe for any number of threads.
 */
public final class ReadJournal {
    /** The tenant whose log has what concerns no tenant. */
    public static final String OPERATIONS = "operations";

    private final Supplier<? extends Transport> topic;
    private final String tenant;
    private final Clock clock;

    /**
     * A journal in that tenant's log.
     *
     * @param topic opens a transport for each reading, which is closed with it
     * @param tenant whose log the events go to
     */
    public ReadJournal(Supplier<? extends Transport> topic, String tenant, Clock clock) {
        this.topic = requireNonNull(topic, "topic is null");
        this.tenant = requireNonNull(tenant, "tenant is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Puts on record that a reading begins, and waits until it is. The caller ends it, and closes it in any case.
     *
     * @param actor who reads
     * @param command how it is read, for example {@code query}
     * @param asked the filter and the format
     * @throws UnrecordedReadingException if it cannot be recorded: then nothing is to be read
     */
    public Entry begin(String actor, String command, Selection selection, Map<String, ?> asked) {
        AuditRead read = new AuditRead(UUID.randomUUID().toString(), tenant, actor, command, selection, asked);
        Publication publication = new Publication(topic.get());
        Optional<String> problem = publication.publish(read.begun(clock.instant()));
        if (problem.isPresent()) {
            publication.close();
            throw new UnrecordedReadingException(problem.get());
        }
        return new Entry(publication, read, clock);
    }

    /** A reading on record. For one thread. */
    public static final class Entry implements AutoCloseable {
        private final Publication publication;
        private final AuditRead read;
        private final Clock clock;
        private boolean ended;

        private Entry(Publication publication, AuditRead read, Clock clock) {
            this.publication = publication;
            this.read = read;
            this.clock = clock;
        }

        /**
         * Puts on record how much was read.
         *
         * @return why it is not on record; nothing if it is
         */
        public Optional<String> end(ReadReport report) {
            ended = true;
            return publication.publish(read.ended(report, clock.instant()));
        }

        /**
         * Puts on record that it broke off, unless it was ended.
         *
         * @return why it is not on record; nothing if it is, or was ended
         */
        public Optional<String> breakOff() {
            if (ended) {
                return Optional.empty();
            }
            ended = true;
            return publication.publish(read.brokenOff(clock.instant()));
        }

        @Override
        public void close() {
            var unused = breakOff();
            publication.close();
        }
    }
}
