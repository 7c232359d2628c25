/**
 * A small Amazon SNS for development and demonstration: topics that deliver to SQS queues, in memory, on loopback.
 *
 * <p>{@link dev.taly.activity.local.sns.SnsHandler} reads a request of the AWS Query protocol and writes XML; the actions
 * change the topics or publish; a fan-out sends what the filter policies let through to the queues, and the publisher is
 * answered only after they took it. <b>It checks neither signatures nor permissions</b>, signs no notification, and
 * forgets everything when it stops.
 */
@NullMarked
package dev.taly.activity.local.sns;

import org.jspecify.annotations.NullMarked;
