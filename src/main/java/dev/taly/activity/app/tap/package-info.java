/**
 * Looking on: a queue of one's own on the topic, for as long as somebody looks, and what comes through it as the archive would show
 * it. Nothing of the flow notices.
 */
@NullMarked
package dev.taly.activity.app.tap;

import org.jspecify.annotations.NullMarked;
