package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Writes dead letters to the quarantine; those that are there already are left out, so that it can run as often as one likes.
 * It deletes nothing.
 */
public final class QuarantineRun {
    /** Written when it holds that many bytes of bodies. */
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final LetterQueue queue;
    private final Quarantine quarantine;

    public QuarantineRun(LetterQueue queue, Quarantine quarantine) {
        this.queue = requireNonNull(queue, "queue is null");
        this.quarantine = requireNonNull(quarantine, "quarantine is null");
    }

    /**
     * What a run did.
     *
     * @param looked letters that it looked at
     * @param archived letters that it wrote
     * @param already letters that were there before
     * @param stopped whether it was stopped before the end
     */
    public record Result(long looked, long archived, long already, boolean stopped) {}

    /**
     * Runs once over the queue.
     *
     * @param progress hears how many letters it has looked at
     * @param stop looked at between any two receives
     * @throws LetterQueueException if the queue can't be read
     * @throws dev.taly.activity.archive.ObjectStoreException if the quarantine can't be read or written; what was written
     *     before stays
     */
    public Result run(LetterFilter filter, LongConsumer progress, BooleanSupplier stop) {
        Map<LocalDate, Quarantine.Index> days = new HashMap<>();
        List<Letter> collected = new ArrayList<>();
        long bytes = 0;
        long looked = 0;
        long archived = 0;
        long already = 0;
        boolean stopped = false;
        try (Browse browse = new Browse(queue)) {
            List<HeldLetter> some = browse.next();
            while (!some.isEmpty() && !stopped) {
                for (HeldLetter held : some) {
                    Letter letter = held.letter();
                    if (!filter.test(letter)) {
                        continue;
                    }
                    if (days.computeIfAbsent(letter.date(), quarantine::index).holds(letter)) {
                        already++;
                    } else {
                        collected.add(letter);
                        bytes += letter.message().body().length();
                    }
                }
                looked += some.size();
                progress.accept(looked);
                if (bytes > MOST_BYTES) {
                    archived += write(collected);
                    bytes = 0;
                }
                stopped = stop.getAsBoolean();
                some = stopped ? List.of() : browse.next();
            }
            archived += write(collected);
        }
        return new Result(looked, archived, already, stopped);
    }

    private long write(List<Letter> letters) {
        if (!letters.isEmpty()) {
            quarantine.write(letters);
        }
        long written = letters.size();
        letters.clear();
        return written;
    }
}
