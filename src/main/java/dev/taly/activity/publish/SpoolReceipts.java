package dev.taly.activity.publish;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * The receipts of a segment: the offsets of the events whose end is known, each with the CRC-32C of its four bytes. One that
 * is damaged or cut off counts for nothing: its event is sent once more.
 */
final class SpoolReceipts {
    /** What one takes. */
    static final int BYTES = 8;

    private SpoolReceipts() {}

    static byte[] of(int[] offsets) {
        ByteBuffer bytes = ByteBuffer.allocate(offsets.length * BYTES);
        for (int offset : offsets) {
            int at = bytes.position();
            bytes.putInt(offset).putInt(SpoolFrame.crc(bytes.array(), at, Integer.BYTES));
        }
        return bytes.array();
    }

    static Set<Integer> read(byte[] bytes, int end) {
        Set<Integer> offsets = new HashSet<>();
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
        while (in.remaining() >= BYTES) {
            int at = in.position();
            int offset = in.getInt();
            if (in.getInt() == SpoolFrame.crc(bytes, at, Integer.BYTES)) {
                offsets.add(offset);
            }
        }
        return offsets;
    }
}
