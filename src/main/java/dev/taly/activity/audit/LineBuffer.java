package dev.taly.activity.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole lines of a stream, as many at a time as fit; a line that is too long is left out and said. The array is used again
 * and again. For one thread.
 */
final class LineBuffer {
    /** No line of ours is longer: an event has at most 128 KiB, and its enrichment less. */
    static final int MAX_LINE = 1024 * 1024;

    private static final int SIZE = 128 * 1024;

    private final GzipReader in;
    private byte[] bytes = new byte[SIZE];
    /** Where the whole lines end, and where what was read ends. */
    private int whole;

    private int filled;
    private boolean over;
    private boolean unended;
    private boolean inLongLine;
    private boolean longLine;
    private @Nullable IOException failure;

    LineBuffer(GzipReader in) {
        this.in = in;
    }

    /**
     * Reads on, up to the end or the first damage.
     *
     * @return whether there are lines, or a long line was left out
     */
    boolean fill() {
        longLine = false;
        dropUntil(whole);
        while (!over) {
            readOn();
            if (inLongLine) {
                leaveOut();
            }
            whole = afterLastEnd();
            if (over) {
                endLastLine();
            } else if (whole == 0 && !longLine) {
                growOrGiveUp();
            }
            if (whole > 0 || longLine) {
                return true;
            }
        }
        return false;
    }

    byte[] bytes() {
        return bytes;
    }

    /** How many bytes of {@link #bytes} are whole lines, each with its end. */
    int length() {
        return whole;
    }

    /** Whether a line before these was too long. */
    boolean leftOutALongLine() {
        return longLine;
    }

    /** Why it ended before its end; what was read before is good. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the last line of all has no end; it counts as a line all the same. */
    boolean isUnended() {
        return unended;
    }

    /** The bytes as text with a character for each: the JDK searches such texts with vector instructions. */
    String latin1() {
        return new String(bytes, 0, whole, StandardCharsets.ISO_8859_1);
    }

    private void readOn() {
        try {
            while (filled < bytes.length) {
                int count = in.read(bytes, filled, bytes.length - filled);
                if (count < 0) {
                    over = true;
                    return;
                }
                filled += count;
            }
        } catch (IOException e) {
            failure = e;
            over = true;
        }
    }

    /** Drops the rest of the long line, as far as it is there. */
    private void leaveOut() {
        for (int i = 0; i < filled; i++) {
            if (bytes[i] == '\n') {
                inLongLine = false;
                longLine = true;
                dropUntil(i + 1);
                return;
            }
        }
        filled = 0;
        longLine = over;
    }

    private void endLastLine() {
        if (failure != null) {
            return;
        }
        if (inLongLine) {
            unended = true;
        } else if (whole < filled) {
            unended = true;
            bytes = filled < bytes.length ? bytes : Arrays.copyOf(bytes, filled + 1);
            bytes[filled++] = '\n';
            whole = filled;
        }
    }

    private void growOrGiveUp() {
        if (bytes.length < MAX_LINE) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, MAX_LINE));
        } else {
            inLongLine = true;
            filled = 0;
        }
    }

    private void dropUntil(int end) {
        System.arraycopy(bytes, end, bytes, 0, filled - end);
        filled -= end;
        whole = 0;
    }

    private int afterLastEnd() {
        for (int i = filled - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }
}
