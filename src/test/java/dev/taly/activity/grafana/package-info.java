/** Holds the dashboards for Grafana to the metrics that exist: a panel with a misspelt name is empty, and nobody knows why. */
@NullMarked
package dev.taly.activity.grafana;

import org.jspecify.annotations.NullMarked;
