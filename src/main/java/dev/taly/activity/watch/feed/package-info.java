/**
 * The events as they happen, for those who watch. {@link dev.taly.activity.watch.feed.FeedStatistics} counts each once, and
 * {@link dev.taly.activity.watch.feed.LiveFeed} hands them on: to each {@link dev.taly.activity.watch.feed.Viewer} what it may
 * see, all of it while that is little, a fair sample and the number of the rest when it is much.
 */
@NullMarked
package dev.taly.activity.watch.feed;

import org.jspecify.annotations.NullMarked;
