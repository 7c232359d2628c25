/**
 * Lambda's event source mapping: {@link dev.taly.activity.local.lambda.EventSourceMapping} gathers messages of a queue into
 * batches, runs a function on each, and deletes what the answer does not name.
 */
@NullMarked
package dev.taly.activity.local.lambda;

import org.jspecify.annotations.NullMarked;
