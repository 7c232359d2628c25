package dev.taly.activity.publish;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * An event's frame in a segment: the length of what follows the head and its CRC-32C, then the CRC-32C of those two, each
 * in four bytes. The head's own check tells an end that was cut off from a length that is wrong, and finds the next frame
 * behind a damage.
 */
sealed interface SpoolFrame {
    int HEAD = 12;

    /** More than any frame has, so that a wrong length is not believed. */
    int MAX_BYTES = 256 * 1024;

    /** A whole frame of that many bytes, head included. */
    record Whole(OutboundEvent event, int bytes) implements SpoolFrame {}

    /** The bytes end before the frame does. */
    record Cut() implements SpoolFrame {}

    /** No frame starts here, or one that was changed. */
    record Damaged() implements SpoolFrame {}

    /** The event's frame. */
    static byte[] of(OutboundEvent event) {
        byte[] frame = SpooledEvent.encode(event, HEAD);
        int length = frame.length - HEAD;
        ByteBuffer head = ByteBuffer.wrap(frame);
        head.putInt(length).putInt(crc(frame, HEAD, length)).putInt(crc(frame, 0, 8));
        return frame;
    }

    /** The frame at {@code from}; the bytes count up to {@code end}. */
    static SpoolFrame read(byte[] bytes, int from, int end) {
        if (end - from < HEAD) {
            return new Cut();
        }
        ByteBuffer head = ByteBuffer.wrap(bytes, from, HEAD);
        int length = head.getInt();
        int check = head.getInt();
        if (head.getInt() != crc(bytes, from, 8) || length < 0 || length > MAX_BYTES - HEAD) {
            return new Damaged();
        }
        if (end - from - HEAD < length) {
            return new Cut();
        }
        if (check != crc(bytes, from + HEAD, length)) {
            return new Damaged();
        }
        return SpooledEvent.decode(bytes, from + HEAD, length)
                .<SpoolFrame>map(event -> new Whole(event, HEAD + length))
                .orElseGet(Damaged::new);
    }

    /** The CRC-32C of a part. */
    static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
