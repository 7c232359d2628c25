/**
 * AWS on one machine: SNS, SQS, S3 and Lambda's event source mapping in this process, on loopback, for development and
 * demonstration. It checks no signatures and keeps only objects when it stops.
 *
 * <p>{@link dev.taly.activity.local.LocalAws} starts the services behind one port. Its own SNS is in {@code
 * local.sns}, Lambda's event source mapping in {@code local.lambda}, and {@code local.template} reads what is to be deployed
 * on them; deploying it is {@code app}'s.
 */
@NullMarked
package dev.taly.activity.local;

import org.jspecify.annotations.NullMarked;
