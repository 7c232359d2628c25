package dev.taly.activity.event;

import java.util.Locale;

/** Why an event is refused for good: a closed set, so that operations can group, filter and fix by it. */
public enum RejectionCode {
    /** Not one well-formed JSON text in UTF-8. */
    MALFORMED_JSON,
    /** JSON, but no object. */
    NOT_AN_OBJECT,
    /** More than {@link EventCodec#MAX_BYTES} bytes. */
    TOO_LARGE,
    /** Nested deeper than {@link EventCodec#MAX_DEPTH} levels. */
    TOO_DEEP,
    /** A required field is absent, or one of a pair. */
    MISSING_FIELD,
    /** A field has the wrong type or form. */
    INVALID_FIELD,
    /** A field that version 1 doesn't have. */
    UNKNOWN_FIELD,
    /** The same name twice in one object, at any depth. */
    DUPLICATE_FIELD,
    /** Too far ahead of the receiver's clock, before the earliest allowed, or no UTC year of four digits. */
    TIMESTAMP_OUT_OF_RANGE,
    /** Not in the catalogue, where the catalogue is closed. */
    UNKNOWN_ACTION,
    /** No {@code consent: true}, where consent is required. */
    CONSENT_MISSING;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name in attributes and reports, for example {@code missing_field}. */
    public String wire() {
        return wire;
    }
}
