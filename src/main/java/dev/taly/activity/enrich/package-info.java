/** What can be found out about an event. It stands beside the event, with who found it out, and is absent where that failed. */
@NullMarked
package dev.taly.activity.enrich;

import org.jspecify.annotations.NullMarked;
