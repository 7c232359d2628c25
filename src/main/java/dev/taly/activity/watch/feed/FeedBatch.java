package dev.taly.activity.watch.feed;

import java.util.List;

/**
 * What is new for a subscription.
 *
 * @param items in their order
 * @param leftOut how many more were wanted, but too many to hand on
 * @param missing how many are gone that nobody has looked at: they came while the viewer was away or slow. Some of them may not
 *     have been wanted
 * @param cursor where to go on after these, for {@link LiveFeed#subscribe}
 */
public record FeedBatch(List<FeedItem> items, long leftOut, long missing, String cursor) {
    public FeedBatch {
        items = List.copyOf(items);
    }

    /** Whether there is nothing to say. */
    public boolean isEmpty() {
        return items.isEmpty() && leftOut == 0 && missing == 0;
    }
}
