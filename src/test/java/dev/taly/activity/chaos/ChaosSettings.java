package dev.taly.activity.chaos;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How much of it.
 *
 * @param seed {@code chaos.seed}: of the schedule; by default another one each time
 * @param kills {@code chaos.kills}: how many processes to kill
 * @param limit {@code chaos.minutes}: when to stop killing, whatever has been reached
 */
record ChaosSettings(long seed, int kills, Duration limit) {
    private static final int SHORT = 12;

    static ChaosSettings ofSystem() {
        String seed = System.getProperty("chaos.seed", "");
        return new ChaosSettings(
                seed.isEmpty() ? new SplittableRandom().nextInt(1_000_000) : Long.parseLong(seed),
                Integer.getInteger("chaos.kills", SHORT),
                Duration.ofMinutes(Integer.getInteger("chaos.minutes", 2)));
    }
}
