package dev.taly.activity.event;

/** The forms of single fields, for who meets one outside of an event: in a header, or in a file of settings. */
public final class EventFields {
    private EventFields() {}

    /** Whether it may be an event's {@code id}: 1 to 128 of {@code A-Za-z0-9_.:-}. */
    public static boolean isId(String value) {
        return FieldRules.isId(value);
    }

    /** Whether it may be a {@code tenantId}: {@code [A-Za-z0-9][A-Za-z0-9_.-]{0,63}}. */
    public static boolean isTenantId(String value) {
        return FieldRules.isTenantId(value);
    }

    /** Whether it may be an {@code ipAddress}: an IPv4 or IPv6 literal. */
    public static boolean isIpAddress(String value) {
        return IpLiteral.isLiteral(value);
    }

    /** Whether it may be a {@code userAgent}: at most 1,024 characters of valid Unicode. */
    public static boolean isUserAgent(String value) {
        return value.codePointCount(0, value.length()) <= FieldRules.MAX_USER_AGENT
                && !FieldRules.hasLoneSurrogate(value);
    }
}
