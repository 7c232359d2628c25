package dev.taly.activity.watch.feed;

/**
 * How much a feed keeps, and how much it hands on.
 *
 * @param events how many it keeps for those who come again, at most; 1 to 16,777,216
 * @param bytes how much memory these may take, at most, roughly
 * @param perSecond how many each subscription gets in a second before it gets a sample; 1 to 10,000
 */
public record FeedSettings(int events, long bytes, int perSecond) {
    /** 32,768 events or 32 MiB are kept, and 50 a second handed on. */
    public static final FeedSettings USUAL = new FeedSettings(32_768, 32L * 1024 * 1024, 50);

    private static final int MOST_EVENTS = 1 << 24;
    private static final int MOST_PER_SECOND = 10_000;

    public FeedSettings {
        if (events < 1 || events > MOST_EVENTS) {
            throw new IllegalArgumentException("events is not 1 to " + MOST_EVENTS);
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes is below 1");
        }
        if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
            throw new IllegalArgumentException("perSecond is not 1 to " + MOST_PER_SECOND);
        }
    }
}
