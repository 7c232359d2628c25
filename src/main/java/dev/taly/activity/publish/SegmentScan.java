package dev.taly.activity.publish;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a segment holds that another publisher left. An end that was cut off is passed over: that {@code publish} never
 * returned. After a damage it goes on with the next frame that is whole.
 *
 * @param size of the events
 * @param settledBytes of the file of receipts, as far as they are whole in length
 * @param records that can be read
 * @param open where the events stand whose end is not known, in their order
 * @param damaged whether there is anything else
 */
record SegmentScan(int size, int settledBytes, int records, List<Integer> open, boolean damaged) {
    /** None of ours is larger. */
    private static final long LARGEST = 64L * 1024 * 1024;

    static SegmentScan of(SpoolFiles files, Path events) throws IOException {
        long size = files.size(events);
        if (size > LARGEST) {
            return new SegmentScan((int) Math.min(size, Integer.MAX_VALUE), 0, 0, List.of(), true);
        }
        byte[] settled = whole(files, Segment.settledOf(events));
        int settledBytes = settled.length - settled.length % SpoolReceipts.BYTES;
        byte[] bytes = whole(files, events);
        return scan(bytes, SpoolReceipts.read(settled, settled.length), settledBytes);
    }

    private static SegmentScan scan(byte[] bytes, Set<Integer> settled, int settledBytes) {
        List<Integer> open = new ArrayList<>();
        boolean damaged = bytes.length >= Segment.FIRST && !Segment.isFormat(bytes);
        int records = 0;
        int at = Segment.FIRST;
        while (at < bytes.length) {
            SpoolFrame frame = SpoolFrame.read(bytes, at, bytes.length);
            if (frame instanceof SpoolFrame.Whole whole) {
                records++;
                if (!settled.contains(at)) {
                    open.add(at);
                }
                at += whole.bytes();
            } else if (frame instanceof SpoolFrame.Damaged) {
                damaged = true;
                at = nextWhole(bytes, at + 1);
            } else {
                break;
            }
        }
        return new SegmentScan(bytes.length, settledBytes, records, List.copyOf(open), damaged);
    }

    private static int nextWhole(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && !(SpoolFrame.read(bytes, at, bytes.length) instanceof SpoolFrame.Whole)) {
            at++;
        }
        return at;
    }

    private static byte[] whole(SpoolFiles files, Path file) throws IOException {
        try {
            byte[] bytes = new byte[(int) Math.min(files.size(file), LARGEST)];
            int read = files.read(file, 0, bytes);
            return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }
}
