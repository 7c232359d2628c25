/**
 * Dead letters, for operations. A {@link dev.taly.activity.deadletter.LetterQueue} is browsed without loss: what is looked at
 * is held for a while and released again ({@link dev.taly.activity.deadletter.Browse}). A {@link
 * dev.taly.activity.deadletter.Letter} says why it is there; a {@link dev.taly.activity.deadletter.LetterFilter} chooses some.
 * What can be done with them: {@link dev.taly.activity.deadletter.LetterSummary count}, {@link
 * dev.taly.activity.deadletter.Replay send again}, {@link dev.taly.activity.deadletter.Fix mend}, {@link
 * dev.taly.activity.deadletter.QuarantineRun keep in S3}, {@link dev.taly.activity.deadletter.Restore bring back}, {@link
 * dev.taly.activity.deadletter.Purge delete}.
 *
 * <p>Every one of these may be interrupted and run again: it first writes or sends, then deletes, and an event's id stays the
 * same.
 */
@NullMarked
package dev.taly.activity.deadletter;

import org.jspecify.annotations.NullMarked;
