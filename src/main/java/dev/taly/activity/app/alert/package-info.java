/** Alerts at work: what is stored is held against the rules as it comes, and what they raise is told. */
@NullMarked
package dev.taly.activity.app.alert;

import org.jspecify.annotations.NullMarked;
