package dev.taly.activity.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What is to be found inside texts, and what becomes of it: each is kept, masked or hashed.
 *
 * @param phoneRegion the country whose national phone numbers are known, such as {@code GB}; null for international ones only
 */
record TextRules(
        Treatment emails,
        Treatment phones,
        Treatment cards,
        Treatment ibans,
        @Nullable String phoneRegion) {
    static final TextRules KEEP = new TextRules(Treatment.KEEP, Treatment.KEEP, Treatment.KEEP, Treatment.KEEP, null);

    /** The same, without phone numbers. */
    TextRules withoutPhones() {
        return new TextRules(emails, Treatment.KEEP, cards, ibans, null);
    }

    boolean hashes() {
        return emails == Treatment.HASH
                || phones == Treatment.HASH
                || cards == Treatment.HASH
                || ibans == Treatment.HASH;
    }
}
