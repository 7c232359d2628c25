package dev.taly.activity.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The one source of everything that is random in a schedule. */
final class Chance {
    private static final int[] PER_MILLE = {20, 80, 300};
    private static final int CERTAIN = 1_000;

    private final Random random;
    private final Map<Fault, Integer> rates = new EnumMap<>(Fault.class);
    private final Tally tally;
    private final Steps steps;
    private boolean calm;

    private Chance(Random random, Tally tally, Steps steps) {
        this.random = random;
        this.tally = tally;
        this.steps = steps;
    }

    /** Only that fault, each time that it can. */
    static Chance always(Fault fault, Tally tally, Steps steps) {
        Chance chance = new Chance(new Random(1), tally, steps);
        chance.rates.put(fault, CERTAIN);
        return chance;
    }

    /** Each schedule has some faults only, often or seldom: all at once would hide what one alone does. */
    Chance(long seed, Tally tally, Steps steps) {
        this(new Random(seed), tally, steps);
        int share = random.nextInt(101);
        for (Fault fault : Fault.values()) {
            if (random.nextInt(100) < share) {
                rates.put(fault, PER_MILLE[random.nextInt(PER_MILLE.length)]);
            }
        }
    }

    /** Whether that happens now; ask only where it then does. */
    boolean strikes(Fault fault) {
        boolean struck = !calm && random.nextInt(CERTAIN) < rates.getOrDefault(fault, 0);
        if (struck) {
            struck(fault);
        }
        return struck;
    }

    /** Counts a fault that comes of what was sent, not by chance. */
    void struck(Fault fault) {
        tally.struck(fault);
        steps.note("  fault: %s", fault);
    }

    /** From now on nothing goes wrong. */
    void calm() {
        calm = true;
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** 0 to {@code end} - 1. */
    int below(int end) {
        return random.nextInt(end);
    }

    int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    Random random() {
        return random;
    }
}
