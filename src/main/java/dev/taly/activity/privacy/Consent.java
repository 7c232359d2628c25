package dev.taly.activity.privacy;

import java.util.Set;

/**
 * What becomes of events without consent.
 *
 * @param exempt the classes of actions that need none
 * @param fields what becomes of their fields at least
 * @param metadata what becomes of texts in their metadata at least, where no rule names them
 */
record Consent(Mode mode, Set<String> exempt, FieldRules fields, Treatment metadata) {
    /** Where a policy says nothing else. */
    static final FieldRules STRICT_FIELDS =
            new FieldRules(Treatment.DROP, Treatment.DROP, Treatment.HASH, Treatment.HASH, Treatment.DROP);

    /** What is done about a missing consent. */
    enum Mode {
        OFF,
        PSEUDONYMISE,
        REJECT
    }

    Consent {
        exempt = Set.copyOf(exempt);
    }
}
