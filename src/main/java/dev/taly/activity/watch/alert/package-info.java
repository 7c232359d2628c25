/**
 * Alerts: {@link dev.taly.activity.watch.alert.AlertRules rules} of one file, held against stored lines by the {@link
 * dev.taly.activity.watch.alert.AlertEngine engine}, which keeps what it must remember of each tenant in a {@link
 * dev.taly.activity.watch.alert.TenantState state}. The {@link dev.taly.activity.watch.alert.AlertDesk desk} loads and saves
 * states and hands alerts to {@linkplain
 * dev.taly.activity.watch.alert.AlertChannels channels}.
 *
 * <p>All goes by the events' own times and ids: which alerts are raised does not depend on when events come, in which order, or how
 * often.
 */
@NullMarked
package dev.taly.activity.watch.alert;

import org.jspecify.annotations.NullMarked;
