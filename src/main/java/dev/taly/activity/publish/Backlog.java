package dev.taly.activity.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The segments with events that are on the disk alone: parked there because the memory was full, or left by other
 * publishers. Both kinds get their turns; a segment that can't be read stands back, so that it holds up no other. Guarded by
 * the {@link SpoolGate}, but for {@link #counts},
 * {@link #open} and {@link #hasNext}.
 */
final class Backlog {
    private final Deque<Segment> own = new ArrayDeque<>();
    private final Deque<Segment> others = new ArrayDeque<>();
    private final Deque<Segment> unreadable = new ArrayDeque<>();
    private volatile BacklogCounts counts = BacklogCounts.NONE;
    private boolean othersTurn;
    /** How many of the unreadable ones are to be tried again. */
    private volatile int tries;

    /** Whether an event may pass straight into memory without overtaking one on the disk that can be read. */
    boolean mayPass() {
        return own.isEmpty();
    }

    void park(SpoolRecord record) {
        Segment segment = record.segment();
        segment.parked().add(record.offset());
        if (unreadable.contains(segment)) {
            counts = counts.plusUnreadable(1);
            return;
        }
        if (own.peekLast() != segment) {
            own.addLast(segment);
        }
        counts = counts.plusOwn(1);
    }

    void add(Segment other) {
        if (!other.parked().isEmpty()) {
            others.addLast(other);
            counts = counts.plusOthers(other.parked().size());
        }
    }

    /** The segment whose turn it is. */
    Optional<Segment> next() {
        if (own.isEmpty() && others.isEmpty()) {
            return tries > 0 ? Optional.ofNullable(unreadable.peekFirst()) : Optional.empty();
        }
        boolean fromOthers = own.isEmpty() || (othersTurn && !others.isEmpty());
        othersTurn = !fromOthers;
        return Optional.ofNullable(fromOthers ? others.peekFirst() : own.peekFirst());
    }

    /** The first events of that segment are in memory now, or lost. */
    void take(Segment segment, int events) {
        segment.parked().skip(events);
        if (unreadable.contains(segment)) {
            counts = counts.plusUnreadable(-events);
        } else {
            taken(segment, events);
        }
        if (segment.parked().isEmpty()) {
            own.remove(segment);
            others.remove(segment);
            if (unreadable.remove(segment)) {
                tries = Math.max(0, tries - 1);
            }
        }
    }

    /** That segment can't be read now: it is passed over until {@link #tryAgain}. */
    void passOver(Segment segment) {
        if (unreadable.remove(segment)) {
            tries = Math.max(0, tries - 1);
        } else {
            int events = segment.parked().size();
            taken(segment, events);
            counts = counts.plusUnreadable(events);
            own.remove(segment);
            others.remove(segment);
        }
        unreadable.addLast(segment);
    }

    /** What can't be read is tried once more, each segment once. */
    void tryAgain() {
        tries = unreadable.size();
    }

    private void taken(Segment segment, int events) {
        counts = segment.isTakenOver() ? counts.takenOthers(events) : counts.takenOwn(events);
    }

    /** Every segment that has such events. */
    List<Segment> segments() {
        List<Segment> all = new ArrayList<>(own);
        all.addAll(others);
        all.addAll(unreadable);
        return all;
    }

    void clear() {
        own.clear();
        others.clear();
        unreadable.clear();
        counts = BacklogCounts.NONE;
    }

    BacklogCounts counts() {
        return counts;
    }

    /** Whether there is something to be read, or to be tried. */
    boolean hasNext() {
        BacklogCounts now = counts;
        return now.open() > now.unreadable() || (now.unreadable() > 0 && tries > 0);
    }

    /** How many events there are. */
    long open() {
        return counts.open();
    }
}
