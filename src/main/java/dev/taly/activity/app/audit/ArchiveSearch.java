package dev.taly.activity.app.audit;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.audit.EventFilter;
import dev.taly.activity.audit.LineSink;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.ReadRequest;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Finds a few events for somebody who waits: no more than a page shows, and for no longer than a person waits. Each search is on
 * record. Safe for any number of threads.
 */
public final class ArchiveSearch {
    /** How long one may take. */
    static final Duration TIME = Duration.ofSeconds(15);

    /** How much one may find, in bytes. */
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final ArchiveReader reader;
    private final ReadJournal journal;
    private final LongSupplier nanoTime;

    /** Searches what that reader reads, on record in that journal. */
    public ArchiveSearch(ArchiveReader reader, ReadJournal journal, LongSupplier nanoTime) {
        this.reader = requireNonNull(reader, "reader is null");
        this.journal = requireNonNull(journal, "journal is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /**
     * Finds the newest.
     *
     * @param actor who searches
     * @param asked the filter in words, for the record
     * @param limit how many at most
     * @throws UnrecordedReadingException if it cannot be recorded; nothing is read then
     * @throws ObjectStoreException if the archive cannot be read
     */
    public Hits search(String actor, Selection selection, EventFilter filter, Map<String, ?> asked, int limit) {
        try (ReadJournal.Entry entry = journal.begin(actor, "dashboard", selection, asked)) {
            Page page = new Page(limit, nanoTime.getAsLong() + TIME.toNanos());
            ReadReport report =
                    reader.read(new ReadRequest(selection, filter, ReadRequest.Order.NEWEST, limit + 1L, false), page);
            var unused = entry.end(report.shown(page.lines.size()));
            return new Hits(page.lines, page.more, !page.timeIsUp() && report.damageCount() == 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Page implements LineSink {
        private final List<String> lines = new ArrayList<>();
        private final int limit;
        private final long end;
        private long bytes;
        private boolean more;

        Page(int limit, long end) {
            this.limit = limit;
            this.end = end;
        }

        @Override
        public boolean accept(StoredLine line) {
            bytes += line.length();
            if (lines.size() == limit || bytes > MAX_BYTES) {
                more = true;
                return false;
            }
            lines.add(line.json());
            return true;
        }

        @Override
        public boolean wantsMore() {
            return !more && !timeIsUp();
        }

        boolean timeIsUp() {
            return nanoTime.getAsLong() - end >= 0;
        }
    }
}
