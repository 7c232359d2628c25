package dev.taly.activity.app.cli.doctor;

/**
 * One result of a check.
 *
 * @param subject what was looked at, for example {@code subscription}
 */
record Finding(String subject, Outcome outcome) {}
