package dev.taly.activity.publish;

import java.nio.file.Path;

/**
 * Where a publisher keeps its events, and how much.
 *
 * @param directory of this and other publishers
 * @param bytes that all files that this publisher begins may have
 */
record SpoolSettings(Path directory, long bytes) {
    static final long DEFAULT_BYTES = 256L * 1024 * 1024;
    private static final long MIN_BYTES = 2L * 1024 * 1024;
    private static final long LARGEST_SEGMENT = 4L * 1024 * 1024;
    private static final int FEWEST_SEGMENTS = 8;

    SpoolSettings {
        if (bytes < MIN_BYTES) {
            throw new IllegalArgumentException("spoolBytes must be at least " + MIN_BYTES);
        }
    }

    /** How large a segment grows. One is deleted as a whole, so small ones free their space sooner. */
    int segmentBytes() {
        return (int) Math.min(LARGEST_SEGMENT, bytes / FEWEST_SEGMENTS);
    }
}
