/** The HTTP door: who may come in, one event or many, and an answer for each. */
@NullMarked
package dev.taly.activity.ingest;

import org.jspecify.annotations.NullMarked;
