package dev.taly.activity.app.cli.doctor;

import java.time.Duration;

/** Waits. */
interface Pause {
    /**
     * Waits that long, or shorter if somebody wants it to end.
     *
     * @return whether to go on
     */
    boolean of(Duration time);
}
