package dev.taly.activity.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes over what publishers left that were killed, or closed with events left. Their segments stay where they are, so it
 * may be interrupted at any point and be done over.
 */
final class SpoolAdoption {
    private final SpoolFiles files;
    private final Path root;
    private final SpoolGate gate;
    private final SpoolSpace space;
    private final SpoolRemains remains;
    private final Backlog backlog;
    private final Ledger ledger;

    SpoolAdoption(
            SpoolFiles files,
            Path root,
            SpoolGate gate,
            SpoolSpace space,
            SpoolRemains remains,
            Backlog backlog,
            Ledger ledger) {
        this.files = files;
        this.root = root;
        this.gate = gate;
        this.space = space;
        this.remains = remains;
        this.backlog = backlog;
        this.ledger = ledger;
    }

    /** Takes over every directory that nobody has. */
    void run() {
        List<Path> paths;
        try {
            paths = SpoolDirectory.all(files, root);
        } catch (IOException | RuntimeException e) {
            failed(root, e);
            return;
        }
        for (Path path : paths) {
            try {
                Optional<SpoolDirectory> directory = SpoolDirectory.takeOver(files, path);
                if (directory.isPresent()) {
                    takeOver(directory.get());
                }
            } catch (IOException | RuntimeException e) {
                failed(path, e);
            }
        }
    }

    private void takeOver(SpoolDirectory directory) throws IOException {
        List<Segment> segments = new ArrayList<>();
        boolean taken = false;
        try {
            for (Path events : directory.segments()) {
                find(directory, events).ifPresent(segments::add);
            }
            taken = !segments.isEmpty() && add(directory, segments);
        } finally {
            if (!taken) {
                remains.delete(directory);
            }
        }
        segments.stream().filter(Segment::isDamaged).forEach(segment -> damaged(segment.events()));
    }

    /** One that can't be read keeps none of the others; it is tried again when they are done with. */
    private Optional<Segment> find(SpoolDirectory directory, Path events) {
        try {
            if (!files.isOurs(events)) {
                throw new IOException("no file of this user");
            }
            return Optional.of(Segment.found(files, directory, events, SegmentScan.of(files, events)));
        } catch (IOException | RuntimeException e) {
            failed(events, e);
            return Optional.empty();
        }
    }

    private boolean add(SpoolDirectory directory, List<Segment> segments) {
        gate.enterPatiently();
        try {
            if (gate.isShut()) {
                return false;
            }
            remains.takenOver(directory, segments.size());
            for (Segment segment : segments) {
                space.takenOver(segment);
                ledger.recovered(segment.open());
                backlog.add(segment);
                remains.addIfFinished(segment);
            }
            gate.changed();
            return true;
        } finally {
            gate.leave();
        }
    }

    private void failed(Path path, Exception cause) {
        String message = path + " can't be taken over now.";
        ledger.spoolFailed(new SpoolFailure(SpoolFailure.Kind.NOT_TAKEN_OVER, message, cause));
    }

    private void damaged(Path events) {
        String message = events + " holds something that is no event; the events in it are sent.";
        ledger.spoolFailed(new SpoolFailure(SpoolFailure.Kind.DAMAGED, message, null));
    }
}
