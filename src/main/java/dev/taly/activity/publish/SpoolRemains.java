package dev.taly.activity.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The segments that are done with, until they are deleted, and how many each directory that was taken over still has: the
 * last one takes it along. Guarded by the {@link SpoolGate}, but for {@link #sweep}.
 */
final class SpoolRemains {
    private final SpoolGate gate;
    private final SpoolSpace space;
    private final Ledger ledger;
    private final Deque<Segment> finished = new ArrayDeque<>();
    private final List<SpoolDirectory> empty = new ArrayList<>();
    /** Whether there is anything to delete. */
    private volatile boolean due;

    private final Map<SpoolDirectory, Integer> takenOver = new HashMap<>();

    SpoolRemains(SpoolGate gate, SpoolSpace space, Ledger ledger) {
        this.gate = gate;
        this.space = space;
        this.ledger = ledger;
    }

    void addIfFinished(Segment segment) {
        if (segment.markDone()) {
            finished.add(segment);
            due = true;
        }
    }

    /** A directory with that many segments was taken over. */
    void takenOver(SpoolDirectory directory, int segments) {
        takenOver.put(directory, segments);
    }

    /** The directories that were taken over and have segments left. */
    List<SpoolDirectory> takenOver() {
        return List.copyOf(takenOver.keySet());
    }

    /** Deletes what is done with, outside the gate: that can take a while. */
    void sweep() {
        if (!due || !gate.enter()) {
            return;
        }
        List<Segment> segments;
        List<SpoolDirectory> directories;
        try {
            segments = List.copyOf(finished);
            finished.clear();
            due = false;
            directories = List.copyOf(empty);
            empty.clear();
        } finally {
            gate.leave();
        }
        directories.forEach(this::delete);
        for (Segment segment : segments) {
            long aside;
            try {
                aside = segment.remove();
            } catch (IOException | RuntimeException e) {
                again(segment);
                failed(segment.events(), e);
                continue;
            }
            if (wasLast(segment, aside)) {
                delete(segment.directory());
            }
        }
    }

    /** The same from inside, for who needs the room at once. What fails is left to the next sweep. */
    void sweepInside() {
        List<Segment> failed = new ArrayList<>();
        for (Segment segment : finished) {
            long aside;
            try {
                aside = segment.remove();
            } catch (IOException | RuntimeException e) {
                failed.add(segment);
                continue;
            }
            if (free(segment, aside)) {
                empty.add(segment.directory());
            }
        }
        finished.clear();
        finished.addAll(failed);
        due = !failed.isEmpty() || !empty.isEmpty();
    }

    /** Deletes a directory without segments; one that has some is left to the next round. */
    void delete(SpoolDirectory directory) {
        try {
            directory.leave();
        } catch (IOException | RuntimeException e) {
            failed(directory.path(), e);
        }
    }

    private void failed(Path file, Exception e) {
        ledger.spoolFailed(new SpoolFailure(SpoolFailure.Kind.NOT_DELETED, file + " can't be deleted now.", e));
    }

    private boolean wasLast(Segment segment, long aside) {
        gate.enterPatiently();
        try {
            return free(segment, aside);
        } finally {
            gate.leave();
        }
    }

    /** Whether it was the last of a directory that was taken over. */
    private boolean free(Segment segment, long aside) {
        space.removed(segment, aside);
        SpoolDirectory directory = segment.directory();
        Integer left = takenOver.computeIfPresent(directory, (key, count) -> count - 1);
        if (left != null && left == 0) {
            takenOver.remove(directory);
            return true;
        }
        return false;
    }

    private void again(Segment segment) {
        gate.enterPatiently();
        try {
            finished.add(segment);
            due = true;
        } finally {
            gate.leave();
        }
    }
}
