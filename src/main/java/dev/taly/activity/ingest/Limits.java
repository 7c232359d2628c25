package dev.taly.activity.ingest;

/** How much one request may hold. */
public final class Limits {
    /** The largest body, in bytes; as it came and after decompression. */
    public static final int MAX_BODY = 4 * 1024 * 1024;

    /** The most events. */
    public static final int MAX_EVENTS = 500;

    private Limits() {}
}
