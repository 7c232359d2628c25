package dev.taly.activity.privacy;

/** The treatment of each field of an event that may tell who somebody is. */
record FieldRules(
        Treatment ipAddress, Treatment userAgent, Treatment actorId, Treatment resourceId, Treatment traceId) {
    static final FieldRules KEEP =
            new FieldRules(Treatment.KEEP, Treatment.KEEP, Treatment.KEEP, Treatment.KEEP, Treatment.KEEP);

    /** Of each field the stricter treatment. */
    FieldRules orStricter(FieldRules other) {
        return new FieldRules(
                ipAddress.orStricter(other.ipAddress),
                userAgent.orStricter(other.userAgent),
                actorId.orStricter(other.actorId),
                resourceId.orStricter(other.resourceId),
                traceId.orStricter(other.traceId));
    }

    boolean has(Treatment treatment) {
        return ipAddress == treatment
                || userAgent == treatment
                || actorId == treatment
                || resourceId == treatment
                || traceId == treatment;
    }
}
