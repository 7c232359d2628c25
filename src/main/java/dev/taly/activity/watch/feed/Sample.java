package dev.taly.activity.watch.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Some of many, each with the same chance: a reservoir. For one thread. */
final class Sample {
    private final List<Entry> kept;
    private final int most;
    private final RandomGenerator random;
    private long offered;

    Sample(int most, RandomGenerator random) {
        this.kept = new ArrayList<>();
        this.most = most;
        this.random = random;
    }

    void offer(Entry entry) {
        offered++;
        if (kept.size() < most) {
            kept.add(entry);
            return;
        }
        long place = random.nextLong(offered);
        if (place < most) {
            kept.set((int) place, entry);
        }
    }

    /** How many there were. */
    long offered() {
        return offered;
    }

    /** So many of them, or all, in no order. */
    List<Entry> take(int number) {
        List<Entry> rest = new ArrayList<>(kept);
        while (rest.size() > number) {
            int last = rest.size() - 1;
            rest.set(random.nextInt(rest.size()), rest.get(last));
            rest.remove(last);
        }
        return rest;
    }
}
