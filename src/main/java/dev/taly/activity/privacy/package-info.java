/**
 * What of an event may be kept, and as what. {@link dev.taly.activity.privacy.PrivacyPolicy} is the file that a data-protection
 * officer writes, {@link dev.taly.activity.privacy.PseudonymKeys} makes the pseudonyms of what is hashed, and
 * {@link dev.taly.activity.privacy.Protector} brings both to events and to the bodies of dead letters.
 *
 * <p>One pass over an event's JSON ({@code JsonGuard}) goes by the names of members; texts that no name decides are searched
 * ({@code TextGuard}) for e-mail addresses, bank accounts, phone numbers, cards and IP addresses, in this order. The room
 * knows events and settings' files, and neither AWS nor a clock.
 */
@NullMarked
package dev.taly.activity.privacy;

import org.jspecify.annotations.NullMarked;
