package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectStoreException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Brings letters back from the quarantine into the dead letter queue, where they can be looked at, mended and replayed. Left
 * out are those that are still in the queue, and those that were mended. Those that were replayed as they are come back, too:
 * their events' ids are the same, so replaying them again adds duplicates and no second event. The quarantine keeps them all.
 */
public final class Restore {
    private final Quarantine quarantine;
    private final LetterQueue queue;
    private final LetterSender deadLetters;

    /**
     * A restore into one queue.
     *
     * @param queue the dead letters
     * @param deadLetters sends to the same queue
     */
    public Restore(Quarantine quarantine, LetterQueue queue, LetterSender deadLetters) {
        this.quarantine = requireNonNull(quarantine, "quarantine is null");
        this.queue = requireNonNull(queue, "queue is null");
        this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
    }

    /**
     * What a restore did.
     *
     * @param restored letters that the queue took
     * @param already letters that it had, or that stand in the quarantine twice
     * @param unseen letters, about, that were in the queue and could not be looked at: they may be there twice now
     * @param failures why letters could not be sent, and how many for each reason
     * @param damaged keys of objects that can't be read; what is in them was not restored
     * @param stopped whether it was stopped before the end
     * @param problem why it could not go on; empty if it could
     */
    public record Result(
            long restored,
            long already,
            long unseen,
            Map<String, Long> failures,
            Set<String> damaged,
            boolean stopped,
            String problem) {
        public Result {
            failures = Map.copyOf(failures);
            damaged = Set.copyOf(damaged);
        }

        /** Whether all of the filter's letters are in the queue. */
        public boolean isComplete() {
            return failures.isEmpty() && damaged.isEmpty() && !stopped && problem.isEmpty();
        }
    }

    /**
     * Runs once over those days.
     *
     * @param progress hears how many were restored
     * @param stop looked at between any two batches
     */
    public Result run(List<LocalDate> days, LetterFilter filter, LongConsumer progress, BooleanSupplier stop) {
        Run run = new Run(filter, progress, stop);
        String problem = "";
        try {
            run.look();
            days.forEach(day -> quarantine.read(day, run::add, run.damaged::add));
            run.send();
        } catch (LetterQueueException | ObjectStoreException e) {
            problem = String.valueOf(e.getMessage());
        }
        return new Result(
                run.restored, run.already, run.unseen, run.failures, run.damaged, stop.getAsBoolean(), problem);
    }

    private final class Run {
        private final LetterFilter filter;
        private final LongConsumer progress;
        private final BooleanSupplier stop;
        private final Set<String> known = new HashSet<>();
        private final List<Outgoing> batch = new ArrayList<>();
        private final Map<String, Long> failures = new TreeMap<>();
        private final Set<String> damaged = new TreeSet<>();
        private long unseen;
        private long restored;
        private long already;

        private Run(LetterFilter filter, LongConsumer progress, BooleanSupplier stop) {
            this.filter = filter;
            this.progress = progress;
            this.stop = stop;
        }

        /** What is in the queue now. */
        private void look() {
            try (Browse browse = new Browse(queue)) {
                browse.forEach(letters -> letters.forEach(letter -> known.add(Quarantine.identity(letter))), stop);
                unseen = browse.unseen();
            }
        }

        private void add(Letter letter) {
            if (stop.getAsBoolean() || !filter.test(letter)) {
                return;
            }
            if (!known.add(Quarantine.identity(letter))) {
                already++;
                return;
            }
            batch.add(Outgoing.toDeadLetters(letter));
            if (batch.size() == LetterSender.MOST_AT_ONCE) {
                send();
            }
        }

        private void send() {
            if (batch.isEmpty()) {
                return;
            }
            Map<String, String> failed = deadLetters.send(batch);
            failed.values().forEach(why -> failures.merge(why, 1L, Long::sum));
            restored += batch.size() - failed.size();
            batch.clear();
            progress.accept(restored);
        }
    }
}
