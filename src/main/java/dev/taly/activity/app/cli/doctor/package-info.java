/**
 * A stack looked at from outside: {@link dev.taly.activity.app.cli.doctor.SiteOptions where it is}, then one {@link
 * dev.taly.activity.app.cli.doctor.Check} after another, each with its {@link dev.taly.activity.app.cli.doctor.Finding
 * findings}. A check asks the {@link dev.taly.activity.app.cli.doctor.Account account} {@link
 * dev.taly.activity.app.cli.doctor.Question questions}; each names the right that it takes, so that what may not be asked is
 * said, and the others go on. All but the last check only look; the last sends one event through and waits for it.
 */
@NullMarked
package dev.taly.activity.app.cli.doctor;

import org.jspecify.annotations.NullMarked;
