/** What of an event may be kept as it is: a policy for personal data, keyed pseudonyms, and consent. */
@NullMarked
package dev.taly.activity.privacy;

import org.jspecify.annotations.NullMarked;
