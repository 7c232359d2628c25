package dev.taly.activity.publish;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads events back from the disk into the buffer. One thread at a time. */
final class SpoolLoader {
    /** Whatever is to be read fits. */
    private static final int CHUNK = SpoolFrame.MAX_BYTES;

    private static final int MOST_EVENTS = 500;

    private final SpoolFiles files;
    private final SpoolGate gate;
    private final Backlog backlog;
    private final SpoolRemains remains;
    private final Buffer buffer;
    private final Ledger ledger;

    SpoolLoader(SpoolFiles files, SpoolGate gate, Backlog backlog, SpoolRemains remains, Buffer buffer, Ledger ledger) {
        this.files = files;
        this.gate = gate;
        this.backlog = backlog;
        this.remains = remains;
        this.buffer = buffer;
        this.ledger = ledger;
    }

    /** What became of a try. */
    enum Loaded {
        /** Something moved. */
        SOME,
        /** There is nothing that could be read now, or no room for it. */
        NOTHING
    }

    /** Reads some of the events that are on the disk alone. */
    Loaded load() {
        Optional<Segment> first;
        int[] offsets = {};
        gate.enterPatiently();
        try {
            first = gate.isShut() ? Optional.empty() : backlog.next();
            if (first.isPresent()) {
                offsets = first.get().parked().peek(MOST_EVENTS);
            }
        } finally {
            gate.leave();
        }
        return first.isPresent() ? load(first.get(), offsets) : Loaded.NOTHING;
    }

    private Loaded load(Segment segment, int[] offsets) {
        List<Optional<OutboundEvent>> events;
        try {
            events = read(segment, offsets);
        } catch (NoSuchFileException e) {
            events = List.of();
        } catch (IOException | RuntimeException e) {
            return passOver(segment, e);
        }
        return events.isEmpty() ? lose(segment) : place(segment, offsets, events);
    }

    /** The events at those offsets as far as they are in one chunk; an empty one for each that can't be read. */
    private List<Optional<OutboundEvent>> read(Segment segment, int[] offsets) throws IOException {
        byte[] chunk = new byte[Math.min(CHUNK, segment.size() - offsets[0])];
        int end = files.read(segment.events(), offsets[0], chunk);
        List<Optional<OutboundEvent>> events = new ArrayList<>();
        for (int offset : offsets) {
            SpoolFrame frame = SpoolFrame.read(chunk, Math.min(offset - offsets[0], end), end);
            if (frame instanceof SpoolFrame.Cut && end == CHUNK && !events.isEmpty()) {
                break;
            }
            events.add(frame instanceof SpoolFrame.Whole whole ? Optional.of(whole.event()) : Optional.empty());
        }
        return events;
    }

    /** Others may be read. */
    private Loaded passOver(Segment segment, Exception cause) {
        gate.enterPatiently();
        try {
            if (gate.isShut()) {
                return Loaded.NOTHING;
            }
            backlog.passOver(segment);
        } finally {
            gate.leave();
        }
        String message = segment.events() + " can't be read now.";
        ledger.spoolFailed(new SpoolFailure(SpoolFailure.Kind.NOT_READ, message, cause));
        return Loaded.SOME;
    }

    private Loaded place(Segment segment, int[] offsets, List<Optional<OutboundEvent>> events) {
        int taken = 0;
        int lost = 0;
        gate.enterPatiently();
        try {
            if (gate.isShut()) {
                return Loaded.NOTHING;
            }
            for (Optional<OutboundEvent> event : events) {
                if (event.isEmpty()) {
                    lost++;
                } else if (buffer.offer(event.get(), new SpoolRecord(segment, offsets[taken]))
                        .isPresent()) {
                    break;
                }
                taken++;
            }
            take(segment, taken, lost);
        } finally {
            gate.leave();
        }
        tell(segment, lost);
        return taken > 0 ? Loaded.SOME : Loaded.NOTHING;
    }

    /** Its file is gone. */
    private Loaded lose(Segment segment) {
        int lost;
        gate.enterPatiently();
        try {
            // If it is, the file may be gone because the next publisher has sent its events.
            if (gate.isShut()) {
                return Loaded.NOTHING;
            }
            lost = segment.parked().size();
            take(segment, lost, lost);
        } finally {
            gate.leave();
        }
        tell(segment, lost);
        return Loaded.SOME;
    }

    private void take(Segment segment, int taken, int lost) {
        if (lost > 0) {
            segment.lose(lost);
        }
        backlog.take(segment, taken);
        if (lost > 0) {
            remains.addIfFinished(segment);
        }
        gate.changed();
    }

    private void tell(Segment segment, int lost) {
        if (lost == 0) {
            return;
        }
        String message = lost + " events in " + segment.events() + " can't be read back.";
        ledger.spoolFailed(new SpoolFailure(SpoolFailure.Kind.DAMAGED, message, null));
        for (int i = 0; i < lost; i++) {
            DropReason reason = DropReason.SPOOL_DAMAGED;
            ledger.dropped(new DroppedEvent(null, null, reason, reason.sentence()));
        }
    }
}
