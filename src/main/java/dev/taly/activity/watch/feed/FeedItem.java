package dev.taly.activity.watch.feed;

import dev.taly.activity.event.StoredEvent;

/**
 * An event on its way to one viewer.
 *
 * @param seq its number among all events that the viewer may see, contiguous from 1 for each run of the feed; so a viewer of one
 *     tenant does not learn how much others do
 * @param event the event
 */
public record FeedItem(long seq, StoredEvent event) {}
