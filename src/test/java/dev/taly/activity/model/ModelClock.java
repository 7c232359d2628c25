package dev.taly.activity.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of one machine: it may jump, forward and back. */
final class ModelClock extends Clock {
    private final VirtualTime time;
    private Duration skew = Duration.ZERO;

    ModelClock(VirtualTime time) {
        this.time = time;
    }

    void skew(Duration value) {
        skew = value;
    }

    @Override
    public Instant instant() {
        return time.now().plus(skew);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
