package dev.taly.activity.watch.feed;

import java.util.Arrays;

/**
 * Remembers the latest events' ids, as many as fit, and at most twice as many. It keeps 64 bits of each, of a hash that nobody
 * outside can foresee; that two different ones look equal happens once in some ten million runs. For one thread.
 */
final class RecentIds {
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int most;
    private final long seed;
    private long[] young;
    private long[] old;
    private int size;

    /**
     * @param most a power of two
     * @param seed of the hash, random
     */
    RecentIds(int most, long seed) {
        if (Integer.bitCount(most) != 1) {
            throw new IllegalArgumentException("most is no power of two");
        }
        this.most = most;
        this.seed = seed;
        // Half of each stays empty, so that searches are short.
        young = new long[2 * most];
        old = new long[2 * most];
    }

    /** Remembers one; whether it was new. */
    boolean add(String tenant, String id) {
        long hash = hash(tenant, id);
        if (old[place(old, hash)] == hash) {
            return false;
        }
        int place = place(young, hash);
        if (young[place] == hash) {
            return false;
        }
        if (size == most) {
            long[] empty = old;
            old = young;
            young = empty;
            Arrays.fill(young, 0);
            size = 0;
            place = place(young, hash);
        }
        young[place] = hash;
        size++;
        return true;
    }

    /** Where it is, or where it would be. */
    private static int place(long[] table, long hash) {
        int place = (int) hash & (table.length - 1);
        while (table[place] != 0 && table[place] != hash) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }

    private long hash(String tenant, String id) {
        long hash = mixed(mixed(seed, tenant) * FNV_PRIME, id);
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }

    private static long mixed(long from, String text) {
        long hash = from;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
