package dev.taly.activity.watch.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * One viewer's way through the feed. It holds no events of its own, so one that is slow, or is never asked again, costs nothing.
 * Safe for any number of threads.
 */
public final class Subscription {
    /** Of what is handed on, that part at least is of the usual events, where there are so many. */
    private static final int USUAL_PART = 5;

    private final Ring ring;
    private final Viewer viewer;
    private final FeedFilter filter;
    private final String run;
    private final Allowance allowance;
    private final RandomGenerator random;
    private final boolean resumed;
    private boolean begun;
    private long position;
    private long last;

    /** @param last the number of the last event that the viewer knows; below 0 for none */
    Subscription(
            Ring ring,
            Viewer viewer,
            FeedFilter filter,
            String run,
            long last,
            FeedSettings settings,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.ring = ring;
        this.viewer = viewer;
        this.filter = filter;
        this.run = run;
        this.last = last;
        this.resumed = last >= 0;
        this.begun = resumed;
        this.allowance = new Allowance(settings.perSecond(), nanoTime);
        this.random = random;
    }

    /** Whether it goes on where the viewer has been, and doesn't begin anew with the latest events. */
    public boolean isResumed() {
        return resumed;
    }

    /** Whose events it has. */
    public Viewer viewer() {
        return viewer;
    }

    /**
     * What is new since it was last asked. Asked too often, it says nothing and keeps it for later. Where there is more than it may
     * hand on, critical and failed events go first, but leave a fifth to the others; within both, chance decides.
     */
    public synchronized FeedBatch take() {
        int room = allowance.left();
        if (room == 0) {
            return new FeedBatch(List.of(), 0, 0, cursor());
        }
        return begun ? next(room) : latest(room);
    }

    private FeedBatch latest(int room) {
        begun = true;
        Deque<Entry> latest = new ArrayDeque<>();
        long known = ring.last(viewer);
        walk(entry -> {
            latest.add(entry);
            if (latest.size() > room) {
                latest.remove();
            }
        });
        last = Math.max(last, known);
        return batch(latest, 0, 0);
    }

    private FeedBatch next(int room) {
        Sample notable = new Sample(room, random);
        Sample usual = new Sample(room, random);
        long missing = walk(entry -> (entry.isNotable() ? notable : usual).offer(entry));
        long usuals = Math.min(usual.offered(), Math.max(1, room / USUAL_PART));
        List<Entry> chosen = new ArrayList<>(notable.take((int) Math.min(notable.offered(), room - usuals)));
        chosen.addAll(usual.take(room - chosen.size()));
        chosen.sort(Comparator.comparingLong(Entry::position));
        return batch(chosen, notable.offered() + usual.offered() - chosen.size(), missing);
    }

    /** Goes on to the end; says how many have gone meanwhile. */
    private long walk(Consumer<Entry> wanted) {
        long missing = 0;
        for (List<Entry> some = ring.from(position); !some.isEmpty(); some = ring.from(position)) {
            for (Entry entry : some) {
                position = entry.position() + 1;
                long number = entry.number(viewer);
                if (!viewer.sees(entry.event().event().tenantId()) || number <= last) {
                    continue;
                }
                missing += last < 0 ? 0 : number - last - 1;
                last = number;
                if (filter.wants(entry.event().event())) {
                    wanted.accept(entry);
                }
            }
        }
        return missing;
    }

    private FeedBatch batch(Iterable<Entry> entries, long leftOut, long missing) {
        List<FeedItem> items = new ArrayList<>();
        entries.forEach(entry -> items.add(new FeedItem(entry.number(viewer), entry.event())));
        allowance.spend(items.size());
        return new FeedBatch(items, leftOut, missing, cursor());
    }

    private String cursor() {
        return run + "-" + Math.max(0, last);
    }
}
