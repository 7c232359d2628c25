package dev.taly.activity.watch.feed;

import java.util.List;

/**
 * A frequent name.
 *
 * @param events how often it was there in the window, at least
 * @param perMinute the same minute by minute, the oldest first
 */
public record TopName(String name, long events, List<Long> perMinute) {
    public TopName {
        perMinute = List.copyOf(perMinute);
    }
}
