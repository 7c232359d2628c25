package dev.taly.activity.audit;

import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectSource.Content;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.Partition;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one object and finds the chosen lines in it. A connection that breaks is tried again, from the line that it broke at.
 * For one thread.
 */
final class ObjectScan implements Ahead.Producer<Found> {
    private static final int TRIES = 3;

    private final ObjectSource source;
    private final Partition partition;
    private final String key;
    private final LineSearch search;

    private final LineView view = new LineView();
    private final List<Damage> damages = new ArrayList<>();
    /** Lines that were looked at and whose findings were handed on. */
    private long done;

    private long bytes;
    private long damageCount;

    ObjectScan(ObjectSource source, Partition partition, String key, LineSearch search) {
        this.source = source;
        this.partition = partition;
        this.key = key;
        this.search = search;
    }

    @Override
    public void makeInto(Ahead.Out<Found> out) throws InterruptedException {
        boolean unreachable = false;
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                if (!scan(out)) {
                    out.put(new Found(partition, List.of(), 0, 1, 0, 0, List.of(), 0, false));
                    return;
                }
                unreachable = false;
                break;
            } catch (ObjectStoreException e) {
                unreachable = true;
            }
        }
        if (unreachable) {
            damage(0, "could not be read" + (done == 0 ? "" : " to its end: the first " + done + " lines were"));
        }
        out.put(new Found(partition, List.of(), 1, 0, bytes, 0, damages, damageCount, unreachable));
    }

    /** @return whether the object can hold anything wanted */
    private boolean scan(Ahead.Out<Found> out) throws InterruptedException {
        Optional<Content> content = source.get(key);
        if (content.isEmpty()) {
            damage(0, "is gone since it was listed");
            return true;
        }
        try (InputStream body = content.get().body();
                GzipReader gzip = new GzipReader(body)) {
            if (!search.mayMatch(content.get().metadata())) {
                return false;
            }
            scan(gzip, out);
            bytes = gzip.taken();
            return true;
        } catch (IOException e) {
            throw new ObjectStoreException(key, "cannot be closed", e);
        }
    }

    private void scan(GzipReader gzip, Ahead.Out<Found> out) throws InterruptedException {
        LineBuffer buffer = new LineBuffer(gzip);
        long before = 0;
        boolean more = true;
        while (more) {
            more = buffer.fill();
            if (buffer.leftOutALongLine()) {
                before++;
                if (before > done) {
                    damage(before, "is longer than " + LineBuffer.MAX_LINE + " bytes");
                }
            }
            before += handOn(buffer, before, out);
        }
        buffer.failure().ifPresent(failure -> damage(0, "is damaged: " + failure.getMessage()));
        if (buffer.isUnended()) {
            damage(0, "does not end in a line end");
        }
        if (gzip.members() > 1) {
            damage(0, "has " + gzip.members() + " gzip members, and must have one");
        }
    }

    /** @return how many lines are in the buffer */
    private long handOn(LineBuffer buffer, long before, Ahead.Out<Found> out) throws InterruptedException {
        List<StoredLine> lines = new ArrayList<>();
        LineSearch.Run run = search.over(buffer, before, done);
        while (run.next()) {
            try {
                run.lineIn(view, partition).ifPresent(lines::add);
            } catch (BadLineException e) {
                damage(run.number(), String.valueOf(e.getMessage()));
            }
        }
        long fresh = before + run.count() - Math.max(done, before);
        if (fresh > 0) {
            out.put(new Found(partition, lines, 0, 0, 0, fresh, List.of(), 0, false));
            done = before + run.count();
        }
        return run.count();
    }

    private void damage(long line, String message) {
        if (damageCount++ < ReadReport.MAX_DAMAGES) {
            damages.add(new Damage(key, line, message));
        }
    }
}
