package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One look through a queue: each letter once. Letters are held while it is open, which is how SQS shows the next ones; when
 * it closes, it releases those that are still there. A process that is killed meanwhile leaves them hidden until the hold
 * ends by itself.
 *
 * <p>SQS lets one hold 120,000 letters at once; a longer queue is not seen to its end, and {@link #unseen} says so.
 *
 * <p>To be used by one thread.
 */
public final class Browse implements AutoCloseable {
    /** For how long a letter is hidden if nobody releases it. */
    public static final Duration HOLD = Duration.ofMinutes(5);

    /** An empty answer does not yet mean an empty queue. */
    private static final int EMPTY_ANSWERS = 3;

    private final LetterQueue queue;
    private final Map<String, Receipt> held = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private long unseen;

    public Browse(LetterQueue queue) {
        this.queue = requireNonNull(queue, "queue is null");
    }

    /**
     * Gives every letter, some at a time, until there are no more or somebody stops it.
     *
     * @param stop looked at between any two receives
     * @return how many letters it has given
     * @throws LetterQueueException if the queue can't be read
     */
    public long forEach(Consumer<List<Letter>> some, BooleanSupplier stop) {
        long looked = 0;
        for (List<Letter> letters = next();
                !letters.isEmpty();
                letters = stop.getAsBoolean() ? List.<Letter>of() : next()) {
            looked += letters.size();
            some.accept(letters);
        }
        return looked;
    }

    /**
     * Some letters that it has not shown yet; empty when there are no more for now.
     *
     * @throws LetterQueueException if the queue can't be read
     */
    public List<Letter> next() {
        int empty = 0;
        // Letters whose hold was over come again; they all may, before an unseen one does.
        for (int rounds = 0; empty < EMPTY_ANSWERS && rounds <= EMPTY_ANSWERS + held.size(); rounds++) {
            List<HeldLetter> taken = queue.take(HOLD);
            List<Letter> fresh = fresh(taken);
            if (!fresh.isEmpty()) {
                return fresh;
            }
            if (taken.isEmpty()) {
                empty++;
                LetterQueue.Depth depth = queue.depth();
                unseen = depth.waiting() + Math.max(0, depth.held() - held.size());
                if (depth.waiting() == 0) {
                    return List.of();
                }
            }
        }
        return List.of();
    }

    /**
     * About how many letters were there and could not be seen when it came to the end: somebody else holds them, or there are
     * too many.
     */
    public long unseen() {
        return unseen;
    }

    /**
     * Holds letters that it has shown for another {@link #HOLD}.
     *
     * @return the message ids of those that it still holds; the others somebody else may have by now
     */
    public Set<String> renew(Collection<String> messageIds) {
        return queue.renew(receipts(messageIds), HOLD);
    }

    /**
     * Deletes letters that it has shown.
     *
     * @return the message ids of those that SQS says are deleted; the others stay held
     */
    public Set<String> delete(Collection<String> messageIds) {
        Set<String> gone = queue.delete(receipts(messageIds));
        held.keySet().removeAll(gone);
        deleted.addAll(gone);
        return gone;
    }

    /** Releases what it still holds. */
    @Override
    public void close() {
        queue.release(held.values());
        held.clear();
    }

    /** Only the latest receipt of a letter counts. One that was deleted and comes again is deleted again. */
    private List<Letter> fresh(List<HeldLetter> taken) {
        List<Letter> fresh = new ArrayList<>();
        List<Receipt> undead = new ArrayList<>();
        for (HeldLetter letter : taken) {
            if (deleted.contains(letter.receipt().messageId())) {
                undead.add(letter.receipt());
            } else if (held.put(letter.receipt().messageId(), letter.receipt()) == null) {
                fresh.add(letter.letter());
            }
        }
        if (!undead.isEmpty()) {
            queue.delete(undead);
        }
        return fresh;
    }

    private List<Receipt> receipts(Collection<String> messageIds) {
        return messageIds.stream().filter(held::containsKey).map(held::get).toList();
    }
}
