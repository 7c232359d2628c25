/**
 * Figures for whoever scrapes them: {@link dev.taly.activity.app.scrape.PrometheusMetrics} keeps them for the life of the process,
 * and {@link dev.taly.activity.app.scrape.QueueDepths} asks the queues when somebody wants to know.
 */
@NullMarked
package dev.taly.activity.app.scrape;

import org.jspecify.annotations.NullMarked;
