/**
 * A Lambda function as Lambda runs it: Lambda's own Java runtime in a process of its own, which asks a {@link
 * dev.taly.activity.runtime.RuntimeApiServer} for invocations. A {@link dev.taly.activity.runtime.ChildFunction} stands behind
 * the local event source mapping like any other function, and its processes can be killed.
 */
@NullMarked
package dev.taly.activity.runtime;

import org.jspecify.annotations.NullMarked;
