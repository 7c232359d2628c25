package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Brings letters back from the quarantine into the dead letter queue, where they can be looked at, mended and replayed. Those
 * that are still in the queue are left out, and so are those that were mended. The quarantine keeps them, too.
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
     * @param failures why letters could not be sent, and how many for each reason
     * @param stopped whether it was stopped before the end
     */
    public record Result(long restored, long already, Map<String, Long> failures, boolean stopped) {
        public Result {
            failures = Map.copyOf(failures);
        }
    }

    /**
     * Runs once over those days.
     *
     * @param progress hears how many were restored
     * @param stop looked at between any two batches
     * @throws LetterQueueException if the queue can't be read
     * @throws dev.taly.activity.archive.ObjectStoreException if the quarantine can't be read
     */
    public Result run(List<LocalDate> days, LetterFilter filter, LongConsumer progress, BooleanSupplier stop) {
        Set<String> known = firstIdsInQueue(stop);
        Run run = new Run(known, filter, progress, stop);
        for (LocalDate day : days) {
            quarantine.read(day, run::add);
        }
        run.send();
        return new Result(run.restored, run.already, run.failures, stop.getAsBoolean());
    }

    private Set<String> firstIdsInQueue(BooleanSupplier stop) {
        Set<String> ids = new HashSet<>();
        try (Browse browse = new Browse(queue)) {
            for (List<HeldLetter> some = browse.next(); !some.isEmpty() && !stop.getAsBoolean(); some = browse.next()) {
                some.forEach(held -> ids.add(held.letter().firstId()));
            }
        }
        return ids;
    }

    private final class Run {
        private final Set<String> known;
        private final LetterFilter filter;
        private final LongConsumer progress;
        private final BooleanSupplier stop;
        private final List<Outgoing> batch = new ArrayList<>();
        private final Map<String, Long> failures = new TreeMap<>();
        private long restored;
        private long already;

        private Run(Set<String> known, LetterFilter filter, LongConsumer progress, BooleanSupplier stop) {
            this.known = known;
            this.filter = filter;
            this.progress = progress;
            this.stop = stop;
        }

        private void add(Quarantine.Kept kept) {
            Letter letter = kept.letter();
            if (kept.mended() || stop.getAsBoolean() || !filter.test(letter)) {
                return;
            }
            if (!known.add(letter.firstId())) {
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
