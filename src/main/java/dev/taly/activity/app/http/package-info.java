/** The HTTP door on a server of its own, for machines where no gateway stands in front of it. */
@NullMarked
package dev.taly.activity.app.http;

import org.jspecify.annotations.NullMarked;
