package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;

/**
 * An object's bytes on their way. A connection that breaks, or that ends before the object does (which the JDK's HTTP client
 * takes for the end), is the source's failure; so is a checksum that does not match. For one thread.
 */
final class CheckedBody extends InputStream {
    private final String key;
    private final InputStream in;
    private long left;

    /** @param length how many bytes there must be; 0 where that is not known */
    CheckedBody(String key, InputStream in, long length) {
        this.key = requireNonNull(key, "key is null");
        this.in = requireNonNull(in, "in is null");
        this.left = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        int count;
        try {
            count = in.read(into, from, length);
        } catch (IOException | RuntimeException e) {
            throw new ObjectStoreException(key, "broke off while it was read", e);
        }
        if (count < 0 && left > 0) {
            throw new ObjectStoreException(key, "ended " + left + " bytes too early");
        }
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
