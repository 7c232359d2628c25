/**
 * The functions as Lambda runs them: from the lean jar alone, by the handlers of the template, in processes of their own under
 * Lambda's own runtime, behind a snapshot.
 */
@NullMarked
package dev.taly.activity.app.lambda;

import org.jspecify.annotations.NullMarked;
