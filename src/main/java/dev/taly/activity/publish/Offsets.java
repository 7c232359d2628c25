package dev.taly.activity.publish;

import java.util.Arrays;

/** A queue of offsets, at four bytes each: in an outage there may be a million. Not thread-safe. */
final class Offsets {
    private int[] offsets = new int[16];
    private int first;
    private int end;

    void add(int offset) {
        if (end == offsets.length) {
            makeRoom();
        }
        offsets[end++] = offset;
    }

    boolean isEmpty() {
        return first == end;
    }

    int size() {
        return end - first;
    }

    /** The first ones, that many at most; they stay. */
    int[] peek(int most) {
        return Arrays.copyOfRange(offsets, first, first + Math.min(most, size()));
    }

    /** Forgets the first ones. */
    void skip(int count) {
        first += Math.min(count, size());
        if (isEmpty()) {
            clear();
        }
    }

    void clear() {
        first = 0;
        end = 0;
    }

    private void makeRoom() {
        int size = size();
        int[] to = size > offsets.length / 2 ? new int[offsets.length * 2] : offsets;
        System.arraycopy(offsets, first, to, 0, size);
        offsets = to;
        first = 0;
        end = size;
    }
}
