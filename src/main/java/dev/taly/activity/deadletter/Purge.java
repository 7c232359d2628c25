package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectStoreException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** Deletes dead letters: those that the quarantine keeps; all only where it is forced. To be used by one thread. */
public final class Purge {
    private final LetterQueue queue;
    private final Predicate<Letter> mayGo;
    private final Set<String> damaged;

    private Purge(LetterQueue queue, Predicate<Letter> mayGo, Set<String> damaged) {
        this.queue = requireNonNull(queue, "queue is null");
        this.mayGo = mayGo;
        this.damaged = damaged;
    }

    /** Deletes only letters that the quarantine holds, with just that body. */
    public static Purge ofArchived(LetterQueue queue, Quarantine quarantine) {
        Map<LocalDate, Quarantine.Index> days = new HashMap<>();
        Set<String> damaged = new TreeSet<>();
        return new Purge(
                queue,
                letter -> days.computeIfAbsent(letter.date(), day -> quarantine.index(day, damaged::add))
                        .holds(letter),
                damaged);
    }

    /** Deletes letters wherever else they are or are not. */
    public static Purge forced(LetterQueue queue) {
        return new Purge(queue, letter -> true, Set.of());
    }

    /**
     * What a purge did.
     *
     * @param looked letters that it looked at
     * @param unseen letters, about, that were there and could not be looked at
     * @param deleted letters that are gone
     * @param kept letters of the filter that the quarantine does not hold
     * @param failed letters that could not be deleted
     * @param damaged keys of objects of the quarantine that can't be read; what may be in them was kept in the queue
     * @param stopped whether it was stopped before the end
     * @param problem why it could not go on; empty if it could
     */
    public record Result(
            long looked,
            long unseen,
            long deleted,
            long kept,
            long failed,
            Set<String> damaged,
            boolean stopped,
            String problem) {
        public Result {
            damaged = Set.copyOf(damaged);
        }

        /** Whether every letter was looked at, and those that may go are gone. */
        public boolean isComplete() {
            return unseen == 0 && failed == 0 && !stopped && problem.isEmpty();
        }
    }

    /**
     * Runs once over the queue.
     *
     * @param filter which letters
     * @param progress hears how many letters it has looked at
     * @param stop looked at between any two receives
     */
    public Result run(LetterFilter filter, LongConsumer progress, BooleanSupplier stop) {
        Counts counts = new Counts();
        String problem = "";
        long unseen;
        try (Browse browse = new Browse(queue)) {
            try {
                browse.forEach(
                        letters -> {
                            delete(browse, letters.stream().filter(filter).toList(), counts);
                            counts.looked += letters.size();
                            progress.accept(counts.looked);
                        },
                        stop);
            } catch (LetterQueueException | ObjectStoreException e) {
                problem = String.valueOf(e.getMessage());
            }
            unseen = browse.unseen();
        }
        return new Result(
                counts.looked,
                unseen,
                counts.deleted,
                counts.kept,
                counts.failed,
                damaged,
                stop.getAsBoolean(),
                problem);
    }

    private void delete(Browse browse, List<Letter> letters, Counts counts) {
        List<String> going =
                letters.stream().filter(mayGo).map(Letter::messageId).toList();
        int gone = going.isEmpty() ? 0 : browse.delete(going).size();
        counts.deleted += gone;
        counts.failed += going.size() - gone;
        counts.kept += letters.size() - going.size();
    }

    private static final class Counts {
        private long looked;
        private long deleted;
        private long kept;
        private long failed;
    }
}
