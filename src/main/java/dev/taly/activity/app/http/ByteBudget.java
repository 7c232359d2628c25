package dev.taly.activity.app.http;

import dev.taly.activity.ingest.Limits;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies there may be at once, over all connections. Safe for any number of threads. */
final class ByteBudget {
    /** Deflate packs no more than that many bytes into one. */
    private static final int MOST_DEFLATED = 1_032;

    private final AtomicLong left;

    ByteBudget(long bytes) {
        left = new AtomicLong(bytes);
    }

    long left() {
        return left.get();
    }

    /** A share of nothing, for one request. */
    Share share() {
        return new Share();
    }

    /** What one request holds, until it is closed. Not for sharing between threads at the same time. */
    final class Share implements AutoCloseable {
        private long held;

        /** Makes it so large, if it is smaller; false, and as it was, if there is no room for that. */
        boolean growTo(long bytes) {
            long more = bytes - held;
            if (more <= 0) {
                return true;
            }
            if (left.addAndGet(-more) < 0) {
                left.addAndGet(more);
                return false;
            }
            held = bytes;
            return true;
        }

        /** Makes room for all that a compressed body can become. */
        boolean growForUnpacking(long compressed) {
            return growTo(Math.max(held, Math.min(Limits.MAX_BODY, compressed * MOST_DEFLATED)));
        }

        @Override
        public void close() {
            left.addAndGet(held);
            held = 0;
        }
    }
}
