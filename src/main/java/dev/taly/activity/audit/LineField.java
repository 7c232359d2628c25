package dev.taly.activity.audit;

/** The fields of a stored line, in the order in which the archive writes them. */
public enum LineField {
    ID("id"),
    TENANT_ID("tenantId"),
    ACTOR_ID("actorId"),
    ACTION("action"),
    RESOURCE("resource"),
    RESOURCE_ID("resourceId"),
    TIMESTAMP("timestamp"),
    LEVEL("level"),
    OUTCOME("outcome"),
    METADATA("metadata"),
    USER_AGENT("userAgent"),
    IP_ADDRESS("ipAddress"),
    CONSENT("consent"),
    PRODUCER("producer"),
    SEQ("seq"),
    TRACE_ID("traceId"),
    RECEIVED_AT("receivedAt"),
    ENRICHMENT("enrichment");

    private final String wire;

    LineField(String wire) {
        this.wire = wire;
    }

    /** Its name in the line. */
    public String wire() {
        return wire;
    }

    /** Its place among the fields, from 0. */
    @SuppressWarnings("EnumOrdinal") // an index into arrays of one run, which is never stored
    int index() {
        return ordinal();
    }
}
