/**
 * The product on one machine, with no AWS and no Docker: for development and demonstration.
 *
 * <p>{@link dev.taly.activity.local.DeploymentTemplate} says how the deployed stack is wired, so that the local one is wired
 * alike.
 */
@NullMarked
package dev.taly.activity.local;

import org.jspecify.annotations.NullMarked;
