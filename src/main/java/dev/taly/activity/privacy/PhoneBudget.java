package dev.taly.activity.privacy;

/** How many characters of one event's texts phone numbers may be looked for in. Not for sharing between threads. */
final class PhoneBudget {
    /** Some 50 ms; only what may be a number counts, and events of people have a handful. */
    private static final int MOST = 8 * 1024;

    private int left = MOST;

    /** Whether there were that many more. */
    boolean take(int characters) {
        left -= characters;
        return left >= 0;
    }
}
