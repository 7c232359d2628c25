/**
 * The consumer: a batch of messages in, one outcome for each message out.
 *
 * <p>{@link dev.taly.activity.consume.Preparation} reads each message, has found out about its event what there is to know, and
 * takes away what may not be kept; {@link dev.taly.activity.consume.BatchConsumer} writes the events by partition and hands the
 * rejected messages to {@link dev.taly.activity.consume.DeadLetters}. A message may be acknowledged only if its outcome says
 * {@code isDone}.
 */
@NullMarked
package dev.taly.activity.consume;

import org.jspecify.annotations.NullMarked;
