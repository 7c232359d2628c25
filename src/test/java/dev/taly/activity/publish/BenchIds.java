package dev.taly.activity.publish;

import java.security.SecureRandom;
import java.time.Clock;

/** Opens the ids to the benchmarks, which live in a package of their own. */
public final class BenchIds {
    private final EventIds ids = new EventIds(Clock.systemUTC(), new SecureRandom());

    public String next() {
        return ids.next();
    }
}
