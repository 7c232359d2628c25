/**
 * What breaks on the wire, on purpose: a {@link dev.taly.activity.faults.FaultProxy} stands between the real clients and the
 * local AWS and does what its {@link dev.taly.activity.faults.FaultRule rules} say. The tests here send events through the
 * whole stack while it does.
 */
@NullMarked
package dev.taly.activity.faults;

import org.jspecify.annotations.NullMarked;
