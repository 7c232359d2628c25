package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** Deletes dead letters: those that the quarantine keeps; all only where it is forced. */
public final class Purge {
    private final LetterQueue queue;
    private final Predicate<Letter> mayGo;

    private Purge(LetterQueue queue, Predicate<Letter> mayGo) {
        this.queue = requireNonNull(queue, "queue is null");
        this.mayGo = mayGo;
    }

    /** Deletes only letters that the quarantine holds, with just that body. */
    public static Purge ofArchived(LetterQueue queue, Quarantine quarantine) {
        Map<LocalDate, Quarantine.Index> days = new HashMap<>();
        return new Purge(
                queue,
                letter -> days.computeIfAbsent(letter.date(), quarantine::index).holds(letter));
    }

    /** Deletes letters wherever else they are or are not. */
    public static Purge forced(LetterQueue queue) {
        return new Purge(queue, letter -> true);
    }

    /**
     * What a purge did.
     *
     * @param looked letters that it looked at
     * @param deleted letters that are gone
     * @param kept letters of the filter that the quarantine does not hold
     * @param failed letters that could not be deleted
     * @param stopped whether it was stopped before the end
     */
    public record Result(long looked, long deleted, long kept, long failed, boolean stopped) {}

    /**
     * Runs once over the queue.
     *
     * @param filter which letters
     * @param progress hears how many letters it has looked at
     * @param stop looked at between any two receives
     * @throws LetterQueueException if the queue can't be read
     * @throws dev.taly.activity.archive.ObjectStoreException if the quarantine can't be read
     */
    public Result run(LetterFilter filter, LongConsumer progress, BooleanSupplier stop) {
        long looked = 0;
        long deleted = 0;
        long kept = 0;
        long failed = 0;
        boolean stopped = false;
        try (Browse browse = new Browse(queue)) {
            List<HeldLetter> some = browse.next();
            while (!some.isEmpty() && !stopped) {
                List<Letter> chosen =
                        some.stream().map(HeldLetter::letter).filter(filter).toList();
                List<String> going =
                        chosen.stream().filter(mayGo).map(Letter::messageId).toList();
                int gone = going.isEmpty() ? 0 : browse.delete(going).size();
                looked += some.size();
                deleted += gone;
                failed += going.size() - gone;
                kept += chosen.size() - going.size();
                progress.accept(looked);
                stopped = stop.getAsBoolean();
                some = stopped ? List.of() : browse.next();
            }
        }
        return new Result(looked, deleted, kept, failed, stopped);
    }
}
