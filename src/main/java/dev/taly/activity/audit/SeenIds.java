package dev.taly.activity.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The ids of a partition that were seen, as an open hash table of three numbers each. A small one is in the heap; a large one is
 * a file that is mapped, and gone when the process ends, so that fifty million ids need no more heap than a thousand. For one
 * thread.
 */
final class SeenIds {
    private static final int FIRST_SLOTS = 16;
    private static final int MAX_SLOTS_IN_HEAP = 1 << 21;
    private static final int MAX_SLOTS = 1 << 26;
    private static final int LONGS = 3;

    private LongBuffer table = LongBuffer.allocate(LONGS * FIRST_SLOTS);
    private int slots = FIRST_SLOTS;
    private int size;

    /** Whether an id was seen. */
    enum Seen {
        /** Never before. */
        NEW,
        /** Before, with the same content. */
        COPY,
        /** Before, with other content. */
        CONFLICT
    }

    /** Adds a line's id. */
    Seen add(LineDigest digest) {
        if (size >= slots - slots / 4) {
            grow();
        }
        int slot = find(table, slots, digest.high(), digest.low());
        long content = digest.content();
        if (table.get(slot + 2) == 0) {
            put(table, slot, digest.high(), digest.low(), content);
            size++;
            return Seen.NEW;
        }
        return table.get(slot + 2) == content ? Seen.COPY : Seen.CONFLICT;
    }

    private void grow() {
        if (slots == MAX_SLOTS) {
            throw new UncheckedIOException(
                    new IOException("a partition has too many chosen events to tell duplicates; choose fewer of them"));
        }
        int more = 2 * slots;
        LongBuffer larger = more <= MAX_SLOTS_IN_HEAP ? LongBuffer.allocate(LONGS * more) : mapped(LONGS * 8L * more);
        for (int slot = 0; slot < LONGS * slots; slot += LONGS) {
            if (table.get(slot + 2) != 0) {
                int to = find(larger, more, table.get(slot), table.get(slot + 1));
                put(larger, to, table.get(slot), table.get(slot + 1), table.get(slot + 2));
            }
        }
        table = larger;
        slots = more;
    }

    /** Where that id is, or would be. */
    private static int find(LongBuffer table, int slots, long high, long low) {
        int slot = (int) (high & (slots - 1));
        while (table.get(LONGS * slot + 2) != 0
                && (table.get(LONGS * slot) != high || table.get(LONGS * slot + 1) != low)) {
            slot = (slot + 1) & (slots - 1);
        }
        return LONGS * slot;
    }

    private static void put(LongBuffer table, int slot, long high, long low, long content) {
        table.put(slot, high).put(slot + 1, low).put(slot + 2, content);
    }

    private static LongBuffer mapped(long bytes) {
        try {
            Path file = Files.createTempFile("activity-ids-", ".tmp");
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes).asLongBuffer();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no room for the ids of a large partition in the temporary directory", e);
        }
    }
}
