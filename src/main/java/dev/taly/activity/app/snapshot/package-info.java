/**
 * How a function gets along with Lambda's snapshots (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">SnapStart</a>): what may be in one, what must be made after
 * each restore, and a rehearsal before one is taken, so that a restored function is as quick as a warm one.
 */
@NullMarked
package dev.taly.activity.app.snapshot;

import org.jspecify.annotations.NullMarked;
