package dev.taly.activity.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may differ between doors. Immutable.
 *
 * @param clientIpHeader the one header whose address is trusted; empty for none. Only a proxy in front of the door that always
 *     sets it, over whatever the client sent, makes it trustworthy
 * @param ratePerSecond how many events a token may send in a second, 0 for any number, at most 1,000,000
 * @param rateBurst how many it may send at once after a pause, at least what one request may hold
 * @param publishTimeout how long the topic has to confirm, 10 ms to 25 s
 */
public record DoorSettings(Optional<String> clientIpHeader, int ratePerSecond, int rateBurst, Duration publishTimeout) {
    /** The most that {@code ratePerSecond} and {@code rateBurst} may be. */
    public static final int MAX_RATE = 1_000_000;

    /** The most that {@code publishTimeout} may be: what carries the answer waits for 30 s. */
    public static final Duration MAX_TIMEOUT = Duration.ofSeconds(25);

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(10);

    /** The header that {@link #DEFAULTS} trusts. */
    public static final String CLIENT_IP_HEADER = "X-Client-IP";

    /** 200 events a second, bursts of 1,000, and 10 s to publish. */
    public static final DoorSettings DEFAULTS =
            new DoorSettings(Optional.of(CLIENT_IP_HEADER), 200, 1_000, Duration.ofSeconds(10));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public DoorSettings {
        if (clientIpHeader.isPresent() && !isHeaderName(clientIpHeader.get())) {
            throw new IllegalArgumentException("clientIpHeader must be the name of a header");
        }
        if (ratePerSecond < 0 || ratePerSecond > MAX_RATE) {
            throw new IllegalArgumentException("ratePerSecond must be 0 to " + MAX_RATE);
        }
        if (rateBurst < Limits.MAX_EVENTS || rateBurst > MAX_RATE) {
            throw new IllegalArgumentException("rateBurst must be " + Limits.MAX_EVENTS + " to " + MAX_RATE);
        }
        requireNonNull(publishTimeout, "publishTimeout is null");
        if (publishTimeout.compareTo(MIN_TIMEOUT) < 0 || publishTimeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("publishTimeout must be 10 ms to 25 s");
        }
    }

    /** Whether that can be the name of a header. */
    public static boolean isHeaderName(String text) {
        return HEADER.matcher(text).matches();
    }
}
