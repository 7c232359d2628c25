package dev.taly.activity.audit;

import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectSource.Content;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.Partition;
import dev.taly.activity.audit.Found.End;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one object and finds the chosen lines in it. A connection that breaks is tried again, from the line that it broke at,
 * as long as that brings it forward. For one thread.
 */
final class ObjectScan implements Ahead.Producer<Found> {
    private static final int TRIES_WITHOUT_PROGRESS = 3;
    /** So that parts of an object are small, also where its lines are. */
    private static final int LINES_EACH = 500;

    private static final int LINES_UNTIL_A_SIGN = 5_000;

    private final ObjectSource source;
    private final Partition partition;
    private final String key;
    private final LineSearch search;

    private final LineView view = new LineView();
    private final LineDigester digester = new LineDigester();
    private List<FoundLine> lines = new ArrayList<>();
    private List<Damage> damages = new ArrayList<>();
    private long damageCount;
    private long damagesNamed;
    /** Lines that were looked at, and what was found in them handed on. */
    private long done;

    /** Lines that were looked at. */
    private long seen;

    private long bytes;
    private long bytesHandedOn;

    ObjectScan(ObjectSource source, Partition partition, String key, LineSearch search) {
        this.source = source;
        this.partition = partition;
        this.key = key;
        this.search = search;
    }

    @Override
    public void makeInto(Ahead.Out<Found> out) throws InterruptedException {
        int tries = TRIES_WITHOUT_PROGRESS;
        while (tries > 0) {
            long before = done;
            try {
                End end = scan(out);
                handOn(out, end, Math.max(done, seen));
                return;
            } catch (ObjectStoreException e) {
                // Lines that were not handed on are looked at again.
                damagesNamed -= damages.size();
                damages = new ArrayList<>();
                damageCount = 0;
                lines = new ArrayList<>();
                tries = done > before ? TRIES_WITHOUT_PROGRESS : tries - 1;
            }
        }
        damage(0, "could not be read" + (done == 0 ? "" : " to its end: the first " + done + " lines were"));
        handOn(out, End.UNREACHABLE, done);
    }

    private End scan(Ahead.Out<Found> out) throws InterruptedException {
        Optional<Content> content = source.get(key);
        if (content.isEmpty()) {
            damage(0, "is gone since it was listed");
            return End.READ;
        }
        try (InputStream body = content.get().body();
                GzipReader gzip = new GzipReader(body)) {
            if (!search.mayMatch(content.get().metadata())) {
                return End.SKIPPED;
            }
            scan(gzip, out);
            return End.READ;
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
            bytes = Math.max(bytes, gzip.taken());
            if (buffer.leftOutALongLine()) {
                before++;
                if (before > done) {
                    damage(before, "is longer than " + LineBuffer.MAX_LINE + " bytes");
                }
            }
            before += look(buffer, before, out);
            seen = before;
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
    private long look(LineBuffer buffer, long before, Ahead.Out<Found> out) throws InterruptedException {
        LineSearch.Run run = search.over(buffer, before, done);
        while (run.next()) {
            try {
                run.lineIn(view, partition).ifPresent(line -> lines.add(new FoundLine(line, digester.of(line))));
            } catch (BadLineException e) {
                damage(damagesNamed < ReadReport.MAX_DAMAGES ? run.number() : 0, String.valueOf(e.getMessage()));
            }
            if (lines.size() == LINES_EACH) {
                handOn(out, End.NOT_YET, run.number());
            }
        }
        // Whatever is found goes on at once; of nothing found, a sign of life now and then is enough.
        if (!lines.isEmpty() || before + run.count() > done + LINES_UNTIL_A_SIGN) {
            handOn(out, End.NOT_YET, Math.max(done, before + run.count()));
        }
        return run.count();
    }

    private void handOn(Ahead.Out<Found> out, End end, long until) throws InterruptedException {
        long events = until - done;
        done = until;
        out.put(new Found(partition, key, end, lines, bytes - bytesHandedOn, events, damages, damageCount));
        bytesHandedOn = bytes;
        lines = new ArrayList<>();
        damages = new ArrayList<>();
        damageCount = 0;
    }

    private void damage(long line, String message) {
        damageCount++;
        if (damagesNamed++ < ReadReport.MAX_DAMAGES) {
            damages.add(new Damage(key, line, message));
        }
    }
}
