package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.audit.ReadJournal;
import dev.taly.activity.app.audit.UnrecordedReadingException;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.publish.Transport;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leaves activity events of readings, where there is a topic: one before anything is read, and one of how much it was. */
final class ReadLog {
    private final Optional<ReadJournal> journal;
    private final String actor;
    private final Console console;

    /**
     * @param tenant whose log the events go to
     * @param actor who reads
     */
    ReadLog(Optional<Transport> topic, String tenant, String actor, Console console) {
        this.journal = topic.map(to -> new ReadJournal(() -> to, tenant, Clock.systemUTC()));
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
        try {
            return new Recording(
                    journal.map(to -> to.begin(actor, command, selection, asked))
                            .orElse(null),
                    console);
        } catch (UnrecordedReadingException e) {
            throw new CommandFailure(
                    "this reading could not be recorded in the activity log, so nothing was read: " + e.getMessage(),
                    "Every reading must be recorded: see --topic-arn, --as and --log-tenant.",
                    e);
        }
    }

    /** A reading on record. */
    static final class Recording implements AutoCloseable {
        private final ReadJournal.@Nullable Entry entry;
        private final Console console;

        private Recording(ReadJournal.@Nullable Entry entry, Console console) {
            this.entry = entry;
            this.console = console;
        }

        /**
         * Puts on record how much was read.
         *
         * @return whether it is; if not, the console says why
         */
        boolean end(ReadReport report) {
            return entry == null || say(entry.end(report));
        }

        /** Puts on record that it broke off, where it was not ended. */
        @Override
        public void close() {
            if (entry != null) {
                var unused = say(entry.breakOff());
                entry.close();
            }
        }

        private boolean say(Optional<String> problem) {
            problem.ifPresent(why -> console.problem(
                    "how this reading ended could not be recorded in the activity log: " + why,
                    "That it began is on record."));
            return problem.isEmpty();
        }
    }
}
