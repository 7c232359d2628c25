/**
 * The client: a service publishes an event and forgets it.
 *
 * <p>{@link dev.taly.activity.publish.ActivityPublisher} completes and encodes the event on the caller's thread and puts it
 * into a bounded buffer; daemon threads send batches through a {@link dev.taly.activity.publish.Transport}, {@link
 * dev.taly.activity.publish.SnsTransport} or {@link dev.taly.activity.publish.HttpTransport}, and retry what failed. Every event that does not arrive is counted,
 * with a reason, and told to a listener.
 *
 * <p>With a spool the event is on the disk before it is accepted: a {@code SpoolWriter} appends it to a {@code Segment}, a
 * receipt follows when its end is known, and a {@code SpoolKeeper} reads back what memory had no room for and what other
 * publishers left.
 */
@NullMarked
package dev.taly.activity.publish;

import org.jspecify.annotations.NullMarked;
