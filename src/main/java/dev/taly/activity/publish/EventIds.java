package dev.taly.activity.publish;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits. Safe for any number of threads. */
public final class EventIds {
    private static final int RANDOM_BYTES = 10;

    private final Clock clock;
    private final SecureRandom random;

    /** Ids with the milliseconds of that clock. */
    public EventIds(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new one, in lower case. */
    public String next() {
        byte[] bits = new byte[RANDOM_BYTES];
        random.nextBytes(bits);
        ByteBuffer drawn = ByteBuffer.wrap(bits);
        long high = (clock.millis() << 16) | 0x7000L | (drawn.getShort() & 0x0FFFL);
        long low = 0x8000_0000_0000_0000L | (drawn.getLong() >>> 2);
        return new UUID(high, low).toString();
    }
}
