package dev.taly.activity.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What is to be found inside texts, and what becomes of it: each is kept, masked or hashed; IP addresses are kept, masked or
 * truncated.
 *
 * @param phoneRegion the country whose national phone numbers are known, such as {@code GB}; null for international ones only
 */
record TextRules(
        Treatment emails,
        Treatment phones,
        Treatment cards,
        Treatment ibans,
        Treatment ips,
        @Nullable String phoneRegion) {
    static final TextRules KEEP =
            new TextRules(Treatment.KEEP, Treatment.KEEP, Treatment.KEEP, Treatment.KEEP, Treatment.KEEP, null);

    /** The same, without what versions of browsers look like: phone numbers and IP addresses. */
    TextRules forUserAgents() {
        return new TextRules(emails, Treatment.KEEP, cards, ibans, Treatment.KEEP, null);
    }

    boolean hashes() {
        return emails == Treatment.HASH
                || phones == Treatment.HASH
                || cards == Treatment.HASH
                || ibans == Treatment.HASH;
    }
}
