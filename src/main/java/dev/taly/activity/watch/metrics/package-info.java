/**
 * The figures of the flow: {@link dev.taly.activity.watch.metrics.Metric} names each in one place, {@link
 * dev.taly.activity.watch.metrics.Measurements} carries values of one piece of work to a {@link
 * dev.taly.activity.watch.metrics.MetricSink}, and {@link dev.taly.activity.watch.metrics.EmbeddedMetrics} writes them to
 * CloudWatch. No figure names a tenant, an actor or anything else of an event: what has values without bound has no place here.
 */
@NullMarked
package dev.taly.activity.watch.metrics;

import org.jspecify.annotations.NullMarked;
