package dev.taly.activity.watch.feed;

import dev.taly.activity.event.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest events, as many as there is room for. Safe for any number of threads; each holds it for some microseconds at most,
 * however much is in it.
 */
final class Ring {
    /** How many are copied at once. */
    static final int STRIDE = 512;

    /** Of more tenants than that, the rest are counted together. */
    static final int MOST_TENANTS = 50_000;

    private static final String OTHERS = "";

    private final @Nullable Entry[] slots;
    private final long maxBytes;
    private final Map<String, Counter> tenants = new HashMap<>();
    private long oldest = 1;
    private long next = 1;
    private long bytes;

    Ring(int events, long maxBytes) {
        slots = new Entry[events];
        this.maxBytes = maxBytes;
    }

    synchronized void add(StoredEvent event) {
        String tenant = event.event().tenantId();
        Counter counter = tenants.get(tenant);
        if (counter == null) {
            String key = tenants.size() < MOST_TENANTS ? tenant : OTHERS;
            counter = tenants.computeIfAbsent(key, any -> new Counter());
        }
        Entry entry = new Entry(next, ++counter.count, event);
        bytes += entry.bytes();
        // The newest stays, whatever it takes.
        while (oldest < next && (next - oldest >= slots.length || bytes > maxBytes)) {
            bytes -= at(oldest).bytes();
            slots[slot(oldest)] = null;
            oldest++;
        }
        slots[slot(next)] = entry;
        next++;
    }

    /** Some entries from that position on, or from the oldest that is there; none at the end. */
    synchronized List<Entry> from(long position) {
        long first = Math.max(position, oldest);
        List<Entry> entries = new ArrayList<>(Math.max(0, (int) Math.min(STRIDE, next - first)));
        for (long at = first; at < next && at < first + STRIDE; at++) {
            entries.add(at(at));
        }
        return entries;
    }

    /** The number of the latest event that the viewer may see; 0 for none. */
    synchronized long last(Viewer viewer) {
        if (viewer.tenant() == null) {
            return next - 1;
        }
        Counter counter = tenants.get(viewer.tenant());
        if (counter == null) {
            counter = tenants.get(OTHERS);
        }
        return counter == null ? 0 : counter.count;
    }

    private Entry at(long position) {
        return Objects.requireNonNull(slots[slot(position)], "no entry");
    }

    private int slot(long position) {
        return (int) (position % slots.length);
    }

    private static final class Counter {
        private long count;
    }
}
