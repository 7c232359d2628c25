package dev.taly.activity.watch.feed;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.StoredEvent;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hands events on to whoever watches. To publish costs the same whoever watches, and waits for nobody; a viewer comes for its
 * events itself, so it can't fall behind: what it has no time for is sampled or gone, and it is told how much. Safe for any
 * number of threads.
 */
public final class LiveFeed {
    private static final Pattern CURSOR = Pattern.compile("([A-Za-z0-9]{1,32})-([0-9]{1,18})");

    private final Ring ring;
    private final FeedSettings settings;
    private final String run;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    /**
     * A feed without events.
     *
     * @param run tells the numbers of this feed from those of another, such as of the same program before it was started again; 1
     *     to 32 letters and digits
     * @param nanoTime a clock that is never set, such as {@link System#nanoTime}
     * @param random chooses samples; safe for any number of threads
     */
    public LiveFeed(FeedSettings settings, String run, LongSupplier nanoTime, RandomGenerator random) {
        this.settings = requireNonNull(settings, "settings is null");
        this.ring = new Ring(settings.events(), settings.bytes());
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.random = requireNonNull(random, "random is null");
        this.run = requireNonNull(run, "run is null");
        if (!CURSOR.matcher(run + "-0").matches()) {
            throw new IllegalArgumentException("run is not 1 to 32 letters and digits");
        }
    }

    /** Hands one on. It is not looked for copies of it: see {@link FeedStatistics#count}. */
    public void publish(StoredEvent event) {
        ring.add(requireNonNull(event, "event is null"));
    }

    /** How many a second each subscription gets before it gets a sample. */
    public int perSecond() {
        return settings.perSecond();
    }

    /**
     * Begins with the latest events, or goes on after a cursor.
     *
     * @param after a cursor of before; null, of another run or none at all to begin anew
     */
    public Subscription subscribe(Viewer viewer, FeedFilter filter, @Nullable String after) {
        return new Subscription(ring, viewer, filter, run, known(viewer, after), settings, nanoTime, random);
    }

    private long known(Viewer viewer, @Nullable String after) {
        Matcher cursor = CURSOR.matcher(after == null ? "" : after);
        if (!cursor.matches() || !cursor.group(1).equals(run)) {
            return -1;
        }
        long number = Long.parseLong(cursor.group(2));
        return number <= ring.last(viewer) ? number : -1;
    }
}
