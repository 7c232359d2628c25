package dev.taly.activity.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema (2020-12) of the wire form, for producers that are not written in Java and for their editors. The codec
 * doesn't use it; a test holds the two together. What a schema cannot state, its {@code $comment} lists.
 */
public final class EventSchema {
    private static final String RESOURCE = "activity-event.schema.json";

    private EventSchema() {}

    /** The schema as published, indented, read from the class path at each call. */
    public static String json() {
        try (InputStream in = EventSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
