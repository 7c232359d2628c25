package dev.taly.activity.audit;

import dev.taly.activity.event.EventTime;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Any number of lines in order. What is too much for memory is written to temporary files, each in order, and merged; the files
 * are deleted at the end.
 */
final class SpilledLines implements SortedLines {
    private static final int BYTES_IN_HEAP = 24 * 1024 * 1024;
    /** What a line costs besides its bytes. */
    private static final int OVERHEAD = 500;

    private static final int RUN_BUFFER = 64 * 1024;

    private final Comparator<Entry> order;
    private final List<Path> runs = new ArrayList<>();
    private List<Entry> inHeap = new ArrayList<>();
    private long bytesInHeap;
    private long number;

    SpilledLines(boolean newest) {
        Comparator<Entry> byTime = Comparator.comparing(Entry::time);
        this.order = (newest ? byTime.reversed() : byTime).thenComparing(Entry::number);
    }

    @Override
    public void add(StoredLine line) throws IOException {
        inHeap.add(new Entry(line, number++));
        bytesInHeap += line.length() + OVERHEAD;
        if (bytesInHeap > BYTES_IN_HEAP) {
            spill();
        }
    }

    @Override
    public boolean isSettled(Instant time) {
        return false;
    }

    @Override
    public void forEach(LineSink sink) throws IOException {
        inHeap.sort(order);
        List<Run> open = new ArrayList<>();
        try {
            for (Path file : runs) {
                open.add(Run.of(file));
            }
            open.add(Run.of(inHeap));
            merge(open, sink);
        } finally {
            open.forEach(Run::close);
        }
    }

    private void merge(List<Run> open, LineSink sink) throws IOException {
        PriorityQueue<Run> heads = new PriorityQueue<>((a, b) -> order.compare(a.head(), b.head()));
        for (Run run : open) {
            if (run.advance()) {
                heads.add(run);
            }
        }
        for (Run first = heads.poll(); first != null; first = heads.poll()) {
            if (!sink.accept(first.head().line)) {
                return;
            }
            if (first.advance()) {
                heads.add(first);
            }
        }
    }

    @Override
    public void close() {
        for (Path run : runs) {
            try {
                Files.deleteIfExists(run);
            } catch (IOException e) {
                throw new UncheckedIOException("a temporary file cannot be deleted", e);
            }
        }
    }

    private void spill() throws IOException {
        inHeap.sort(order);
        Path file = Files.createTempFile("activity-sort-", ".tmp");
        runs.add(file);
        try (DataOutputStream out = new DataOutputStream(buffered(Files.newOutputStream(file)))) {
            for (Entry entry : inHeap) {
                out.writeLong(entry.number);
                out.writeInt(entry.line.length());
                entry.line.writeTo(out);
            }
        }
        inHeap = new ArrayList<>();
        bytesInHeap = 0;
    }

    private static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(out, RUN_BUFFER);
    }

    private record Entry(StoredLine line, long number) {
        EventTime time() {
            return line.timestamp();
        }
    }

    /** Lines that are in order already. */
    private abstract static class Run {
        private @Nullable Entry head;

        static Run of(List<Entry> entries) {
            return new HeapRun(entries);
        }

        static Run of(Path file) throws IOException {
            return new FileRun(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), RUN_BUFFER)));
        }

        Entry head() {
            if (head == null) {
                throw new IllegalStateException("it is over");
            }
            return head;
        }

        boolean advance() throws IOException {
            head = next();
            return head != null;
        }

        abstract @Nullable Entry next() throws IOException;

        abstract void close();
    }

    private static final class HeapRun extends Run {
        private final List<Entry> entries;
        private int at;

        HeapRun(List<Entry> entries) {
            this.entries = entries;
        }

        @Override
        @Nullable
        Entry next() {
            return at < entries.size() ? entries.get(at++) : null;
        }

        @Override
        void close() {}
    }

    private static final class FileRun extends Run {
        private final DataInputStream in;

        FileRun(DataInputStream in) {
            this.in = in;
        }

        @Override
        @Nullable
        Entry next() throws IOException {
            long number;
            try {
                number = in.readLong();
            } catch (EOFException e) {
                return null;
            }
            byte[] line = in.readNBytes(in.readInt());
            try {
                return new Entry(StoredLine.parse(line), number);
            } catch (BadLineException e) {
                throw new IOException("a temporary file was changed", e);
            }
        }

        @Override
        void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException("a temporary file cannot be closed", e);
            }
        }
    }
}
