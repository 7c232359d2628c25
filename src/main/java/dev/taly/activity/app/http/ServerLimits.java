package dev.taly.activity.app.http;

import dev.taly.activity.ingest.Limits;
import java.time.Duration;

/**
 * How patient a server is, and how much it takes on.
 *
 * @param idle how long a connection may be silent
 * @param arrival how long a head may take to arrive in all, and how long a body, which ends those that trickle
 * @param stop how long requests may take to end when the server stops
 * @param connections how many there may be at once
 * @param answers how many requests are answered at once; each waits for the topic
 * @param waiting how many more wait for that; another is sent away
 * @param bytes how much all bodies together may hold
 */
record ServerLimits(
        Duration idle, Duration arrival, Duration stop, int connections, int answers, int waiting, long bytes) {
    /** What a body becomes, its text and its events twice over, may take that many times its bytes. */
    private static final int WORST_GROWTH = 16;

    /**
     * For a door that waits so long for its topic.
     *
     * @param heap the most memory that there is, in bytes
     */
    static ServerLimits usual(Duration publishTimeout, long heap) {
        return new ServerLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                publishTimeout.plusSeconds(5),
                256,
                64,
                64,
                Math.max(Limits.MAX_BODY, heap / WORST_GROWTH));
    }
}
