package dev.taly.activity.app.http;

import java.time.Duration;

/**
 * How patient a server is.
 *
 * @param idle how long a connection may be silent
 * @param body how long a body may take to arrive in all, which ends those that trickle
 * @param stop how long requests may take to end when the server stops
 * @param connections how many there may be at once
 */
record ServerLimits(Duration idle, Duration body, Duration stop, int connections) {
    static final ServerLimits USUAL =
            new ServerLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(15), 256);
}
