/**
 * {@code activity cost}: what the deployed stack costs a month. {@link dev.taly.activity.app.cli.cost.Workload} says what is sent and
 * how it is batched, {@link dev.taly.activity.app.cli.cost.Deployment} what the template adds; the model turns them into a bill of
 * things counted, which {@link dev.taly.activity.app.cli.cost.Prices} prices. What was measured, and what is only assumed, stands in
 * {@link dev.taly.activity.app.cli.cost.Measured}.
 */
@NullMarked
package dev.taly.activity.app.cli.cost;

import org.jspecify.annotations.NullMarked;
