/**
 * AWS on one machine: SNS, SQS, S3 and Lambda's event source mapping in this process, on loopback, for development and
 * demonstration. It checks no signatures and keeps only objects when it stops.
 *
 * <p>{@link dev.taly.activity.local.LocalAws} starts the services behind one port; {@link
 * dev.taly.activity.local.EventSourceMapping} feeds a function from a queue as Lambda does. What is deployed on them is
 * {@code app}'s to say, from {@code template.yaml}.
 */
@NullMarked
package dev.taly.activity.local;

import org.jspecify.annotations.NullMarked;
