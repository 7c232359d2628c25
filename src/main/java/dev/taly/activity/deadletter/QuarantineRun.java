package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectStoreException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Writes dead letters to the quarantine; those that are there already are left out, so that it can run as often as one likes.
 * It deletes nothing.
 */
public final class QuarantineRun {
    /** Written when it holds that many characters of bodies. */
    private static final long MOST_CHARACTERS = 8L * 1024 * 1024;

    private final LetterQueue queue;
    private final Quarantine quarantine;
    private final UnaryOperator<Letter> kept;

    /** A run that keeps letters as they are. */
    public QuarantineRun(LetterQueue queue, Quarantine quarantine) {
        this(queue, quarantine, UnaryOperator.identity());
    }

    /**
     * A run.
     *
     * @param kept what of a letter may be kept
     */
    public QuarantineRun(LetterQueue queue, Quarantine quarantine, UnaryOperator<Letter> kept) {
        this.queue = requireNonNull(queue, "queue is null");
        this.quarantine = requireNonNull(quarantine, "quarantine is null");
        this.kept = requireNonNull(kept, "kept is null");
    }

    /**
     * What a run did.
     *
     * @param looked letters that it looked at
     * @param unseen letters, about, that were there and could not be looked at
     * @param archived letters that it wrote
     * @param already letters that were there before
     * @param damaged keys of objects that can't be read; what may be in them was written once more
     * @param stopped whether it was stopped before the end
     * @param problem why it could not go on; empty if it could
     */
    public record Result(
            long looked,
            long unseen,
            long archived,
            long already,
            Set<String> damaged,
            boolean stopped,
            String problem) {
        public Result {
            damaged = Set.copyOf(damaged);
        }

        /** Whether every letter was looked at, and those of the filter are kept. */
        public boolean isComplete() {
            return unseen == 0 && !stopped && problem.isEmpty();
        }
    }

    /**
     * Runs once over the queue.
     *
     * @param progress hears how many letters it has looked at
     * @param stop looked at between any two receives
     */
    public Result run(LetterFilter filter, LongConsumer progress, BooleanSupplier stop) {
        Collected collected = new Collected();
        String problem = "";
        long unseen;
        try (Browse browse = new Browse(queue)) {
            try {
                browse.forEach(
                        letters -> {
                            letters.stream().filter(filter).forEach(collected::add);
                            collected.looked += letters.size();
                            progress.accept(collected.looked);
                        },
                        stop);
                collected.write();
            } catch (LetterQueueException | ObjectStoreException e) {
                problem = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                // What may be kept could not be found out. Without the message, which may quote a letter.
                problem = "a letter could not be prepared: " + e.getClass().getName();
            }
            unseen = browse.unseen();
        }
        return new Result(
                collected.looked,
                unseen,
                collected.archived,
                collected.already,
                collected.damaged,
                stop.getAsBoolean(),
                problem);
    }

    /** What one run has so far. */
    private final class Collected {
        private final Map<LocalDate, Quarantine.Index> days = new HashMap<>();
        private final Set<String> damaged = new TreeSet<>();
        private final List<Letter> letters = new ArrayList<>();
        private long characters;
        private long looked;
        private long archived;
        private long already;

        private void add(Letter letter) {
            Letter safe = kept.apply(letter);
            Quarantine.Index index = days.computeIfAbsent(safe.date(), day -> quarantine.index(day, damaged::add));
            if (index.holds(safe)) {
                already++;
                return;
            }
            letters.add(safe);
            characters += safe.message().body().length();
            if (characters > MOST_CHARACTERS) {
                write();
            }
        }

        private void write() {
            if (!letters.isEmpty()) {
                quarantine.write(letters);
                archived += letters.size();
                letters.clear();
                characters = 0;
            }
        }
    }
}
