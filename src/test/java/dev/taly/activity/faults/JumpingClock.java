package dev.taly.activity.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock, wrong by as much as it is told. */
final class JumpingClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    void jumpTo(Duration fromTheTruth) {
        offset = fromTheTruth;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
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
