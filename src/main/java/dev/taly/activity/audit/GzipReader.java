package dev.taly.activity.audit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip (RFC 1952) and says what the JDK's own reader keeps quiet about: how many members there are, and bytes behind the
 * last. To be used by one thread, and closed by it.
 */
final class GzipReader implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final int MAGIC_1 = 0x1F;
    private static final int MAGIC_2 = 0x8B;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long size;
    private long taken;
    private int members;
    private boolean inMember;

    /** Reads from there; nothing is read yet. */
    GzipReader(InputStream in) {
        this.in = in;
    }

    /**
     * Fills a part of an array.
     *
     * @return how many bytes, or -1 at the end
     * @throws IOException if it is no gzip, is damaged or ends too early
     */
    int read(byte[] into, int from, int length) throws IOException {
        while (true) {
            // Checked only now, so that what was good before a wrong checksum is given first.
            if (inMember && inflater.finished()) {
                endMember();
            }
            if (!inMember && !startMember()) {
                return -1;
            }
            int count = inflate(into, from, length);
            if (count > 0) {
                crc.update(into, from, count);
                size += count;
                return count;
            }
        }
    }

    /** How many members were begun. */
    int members() {
        return members;
    }

    /** How many bytes were taken from the stream. */
    long taken() {
        return taken;
    }

    /** Frees the decompressor; the stream stays open. */
    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] into, int from, int length) throws IOException {
        try {
            while (true) {
                int count = inflater.inflate(into, from, length);
                if (count > 0 || inflater.finished()) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw new ZipException("it needs a dictionary");
                }
                if (!fill()) {
                    throw new EOFException("it ends too early");
                }
                inflater.setInput(buffer, at, end - at);
                at = end;
            }
        } catch (DataFormatException e) {
            throw new ZipException("its compressed data is damaged");
        }
    }

    /** @return whether there is one */
    private boolean startMember() throws IOException {
        if (!more()) {
            if (members == 0) {
                throw new EOFException("it is empty");
            }
            return false;
        }
        if (next() != MAGIC_1 || next() != MAGIC_2) {
            throw new ZipException(members == 0 ? "it is no gzip" : "bytes follow its gzip member");
        }
        header();
        members++;
        inMember = true;
        inflater.reset();
        inflater.setInput(buffer, at, end - at);
        at = end;
        crc.reset();
        size = 0;
        return true;
    }

    private void header() throws IOException {
        if (next() != DEFLATE) {
            throw new ZipException("it is compressed in an unknown way");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("it has unknown flags");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        inMember = false;
        at = end - inflater.getRemaining();
        long checksum = fourBytes();
        long length = fourBytes();
        if (checksum != crc.getValue() || length != (size & 0xFFFF_FFFFL)) {
            throw new ZipException("its checksum is wrong");
        }
    }

    private long fourBytes() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) next() << shift;
        }
        return value;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // The text does not matter.
        }
    }

    private int next() throws IOException {
        if (!more()) {
            throw new EOFException("it ends too early");
        }
        return buffer[at++] & 0xFF;
    }

    private boolean more() throws IOException {
        return at < end || fill();
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, BUFFER);
        at = 0;
        end = Math.max(count, 0);
        taken += end;
        return count > 0;
    }
}
