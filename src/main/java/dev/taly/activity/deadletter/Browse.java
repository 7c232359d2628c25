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

/**
 * One look through a queue: each letter once. Letters are held while it is open, which is how SQS shows the next ones; when
 * it closes, it releases those that are still there. A process that is killed meanwhile leaves them hidden until the hold
 * ends by itself.
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

    public Browse(LetterQueue queue) {
        this.queue = requireNonNull(queue, "queue is null");
    }

    /** Some letters that it has not shown yet; empty when there are no more for now. */
    public List<HeldLetter> next() {
        for (int empty = 0; empty < EMPTY_ANSWERS; empty++) {
            List<HeldLetter> fresh = new ArrayList<>();
            List<Receipt> undead = new ArrayList<>();
            for (HeldLetter letter : queue.take(HOLD)) {
                // A letter whose hold was over comes again, and only its latest receipt counts.
                if (deleted.contains(letter.receipt().messageId())) {
                    undead.add(letter.receipt());
                } else if (held.put(letter.receipt().messageId(), letter.receipt()) == null) {
                    fresh.add(letter);
                }
            }
            if (!undead.isEmpty()) {
                queue.delete(undead);
            }
            if (!fresh.isEmpty()) {
                return fresh;
            }
            if (queue.depth().waiting() == 0) {
                return List.of();
            }
        }
        return List.of();
    }

    /**
     * Deletes letters that it has shown.
     *
     * @return the message ids that are certain to be deleted; the others stay held
     */
    public Set<String> delete(Collection<String> messageIds) {
        Set<String> gone = queue.delete(
                messageIds.stream().filter(held::containsKey).map(held::get).toList());
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
}
