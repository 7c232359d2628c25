package dev.taly.activity.privacy;

/**
 * All that a policy says for one tenant, with or without a person's consent.
 *
 * @param otherwise the treatment of a text in metadata whose name has no rule; {@code KEEP} still looks into it
 */
record Rules(FieldRules fields, NameRules metadata, TextRules text, Treatment otherwise) {
    boolean hash() {
        return fields.has(Treatment.HASH)
                || metadata.has(Treatment.HASH)
                || text.hashes()
                || otherwise == Treatment.HASH;
    }

    /** For an event without consent. */
    Rules with(Consent consent) {
        return new Rules(fields.orStricter(consent.fields()), metadata, text, otherwise.orStricter(consent.metadata()));
    }
}
