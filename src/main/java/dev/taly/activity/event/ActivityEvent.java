package dev.taly.activity.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a service says happened: one immutable event, version 1. An instance always keeps every rule of its fields; those
 * that need a clock or a policy are {@link EventRules}. A character is a Unicode code point.
 *
 * @param id the key for deduplication, 1 to 128 of {@code A-Za-z0-9_.:-}; null until the edge gives one
 * @param tenantId the customer whose data it is, {@code [A-Za-z0-9][A-Za-z0-9_.-]{0,63}}
 * @param actorId who did it, 1 to 256 characters
 * @param action what was done, {@code [a-z][a-z0-9]*([_.][a-z0-9]+)*}, at most 64 characters
 * @param resource what kind of thing it was done to, same form as {@code action}
 * @param resourceId which one, 1 to 256 characters
 * @param timestamp when it happened
 * @param level null for the action's default, see {@link EventRules#levelOf}
 * @param outcome whether it worked
 * @param metadata everything else
 * @param userAgent the client as it named itself, at most 1,024 characters
 * @param ipAddress an IPv4 or IPv6 literal, kept as written and never resolved
 * @param consent whether the person agreed to be logged
 * @param producer the sending client instance, same form as {@code id}; only together with {@code seq}
 * @param seq that instance's counter, contiguous from 1, at most 2^53-1: a hole is a lost event
 * @param traceId the distributed trace it belongs to, at most 128 characters
 */
public record ActivityEvent(
        @Nullable String id,
        String tenantId,
        String actorId,
        String action,
        String resource,
        @Nullable String resourceId,
        EventTime timestamp,
        @Nullable Level level,
        @Nullable Outcome outcome,
        @Nullable JsonObject metadata,
        @Nullable String userAgent,
        @Nullable String ipAddress,
        @Nullable Boolean consent,
        @Nullable String producer,
        @Nullable Long seq,
        @Nullable String traceId) {

    /**
     * Checks the fields in order.
     *
     * @throws InvalidEventException for the first field that breaks its rule
     */
    public ActivityEvent {
        if (id != null) {
            FieldRules.checkId("id", id);
        }
        FieldRules.checkTenantId(required("tenantId", tenantId));
        FieldRules.checkText("actorId", required("actorId", actorId));
        FieldRules.checkName("action", required("action", action));
        FieldRules.checkName("resource", required("resource", resource));
        if (resourceId != null) {
            FieldRules.checkText("resourceId", resourceId);
        }
        required("timestamp", timestamp);
        if (userAgent != null) {
            FieldRules.checkLength("userAgent", userAgent, FieldRules.MAX_USER_AGENT);
        }
        if (ipAddress != null) {
            FieldRules.checkIpAddress(ipAddress);
        }
        if (producer != null) {
            FieldRules.checkId("producer", producer);
        }
        if (seq != null) {
            FieldRules.checkSeq(seq);
        }
        if (producer == null && seq != null) {
            throw FieldRules.missing("producer", "must be given where seq is");
        }
        if (producer != null && seq == null) {
            throw FieldRules.missing("seq", "must be given where producer is");
        }
        if (traceId != null) {
            FieldRules.checkLength("traceId", traceId, FieldRules.MAX_TRACE);
        }
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that holds this event's fields. */
    public Builder toBuilder() {
        return new Builder()
                .id(id)
                .tenantId(tenantId)
                .actorId(actorId)
                .action(action)
                .resource(resource)
                .resourceId(resourceId)
                .timestamp(timestamp)
                .level(level)
                .outcome(outcome)
                .metadata(metadata)
                .userAgent(userAgent)
                .ipAddress(ipAddress)
                .consent(consent)
                .origin(producer, seq)
                .traceId(traceId);
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw FieldRules.missing(field, "is required");
        }
        return value;
    }

    /** Collects the fields of one event. Not for sharing between threads. Null takes a field back. */
    public static final class Builder {
        private @Nullable String id;
        private @Nullable String tenantId;
        private @Nullable String actorId;
        private @Nullable String action;
        private @Nullable String resource;
        private @Nullable String resourceId;
        private @Nullable EventTime timestamp;
        private @Nullable Level level;
        private @Nullable Outcome outcome;
        private @Nullable JsonObject metadata;
        private @Nullable Map<String, ?> metadataValues;
        private @Nullable String userAgent;
        private @Nullable String ipAddress;
        private @Nullable Boolean consent;
        private @Nullable String producer;
        private @Nullable Long seq;
        private @Nullable String traceId;

        private Builder() {}

        public Builder id(@Nullable String value) {
            id = value;
            return this;
        }

        /** Gives an id only where none is set yet. */
        public Builder idIfAbsent(String value) {
            id = id == null ? value : id;
            return this;
        }

        public Builder tenantId(@Nullable String value) {
            tenantId = value;
            return this;
        }

        /** Gives a tenant only where none is set yet. */
        public Builder tenantIdIfAbsent(String value) {
            tenantId = tenantId == null ? value : tenantId;
            return this;
        }

        public Builder actorId(@Nullable String value) {
            actorId = value;
            return this;
        }

        public Builder action(@Nullable String value) {
            action = value;
            return this;
        }

        public Builder resource(@Nullable String value) {
            resource = value;
            return this;
        }

        public Builder resourceId(@Nullable String value) {
            resourceId = value;
            return this;
        }

        public Builder timestamp(@Nullable EventTime value) {
            timestamp = value;
            return this;
        }

        /**
         * That instant, to as many digits of a second as it has.
         *
         * @throws InvalidEventException outside the years 0000 to 9999
         */
        public Builder timestamp(Instant value) {
            return timestamp(EventTime.of(value));
        }

        /** Gives a timestamp only where none is set yet. */
        public Builder timestampIfAbsent(Instant value) {
            return timestamp == null ? timestamp(value) : this;
        }

        public Builder level(@Nullable Level value) {
            level = value;
            return this;
        }

        public Builder outcome(@Nullable Outcome value) {
            outcome = value;
            return this;
        }

        public Builder metadata(@Nullable JsonObject value) {
            metadata = value;
            metadataValues = null;
            return this;
        }

        /**
         * Everything else, as {@link JsonObject#of} takes it. The map is read by {@link #build}, which is also where a value
         * without a JSON form is found: with a publisher that is a counted drop, not an exception in the caller's code.
         */
        public Builder metadata(Map<String, ?> values) {
            metadata = null;
            metadataValues = requireNonNull(values, "values is null");
            return this;
        }

        public Builder userAgent(@Nullable String value) {
            userAgent = value;
            return this;
        }

        /** Gives a user agent only where none is set yet. */
        public Builder userAgentIfAbsent(String value) {
            userAgent = userAgent == null ? value : userAgent;
            return this;
        }

        public Builder ipAddress(@Nullable String value) {
            ipAddress = value;
            return this;
        }

        /** Gives an address only where none is set yet. */
        public Builder ipAddressIfAbsent(String value) {
            ipAddress = ipAddress == null ? value : ipAddress;
            return this;
        }

        public Builder consent(@Nullable Boolean value) {
            consent = value;
            return this;
        }

        /** The sending instance and its counter; both or none. */
        public Builder origin(@Nullable String producerId, @Nullable Long sequence) {
            producer = producerId;
            seq = sequence;
            return this;
        }

        /** Gives the sending instance and its counter only where neither is set yet. */
        public Builder originIfAbsent(String producerId, long sequence) {
            return producer == null && seq == null ? origin(producerId, sequence) : this;
        }

        public Builder traceId(@Nullable String value) {
            traceId = value;
            return this;
        }

        /** Adds what an event must have in the archive, where it is absent. */
        void complete(Supplier<String> absentId, EventRules rules) {
            id = id == null ? absentId.get() : id;
            level = level == null && action != null ? rules.levelOf(action) : level;
        }

        /**
         * The event.
         *
         * @throws InvalidEventException for the first field that is missing or breaks its rule
         */
        @SuppressWarnings("NullAway") // the record's constructor turns a missing field into a rejection
        public ActivityEvent build() {
            if (metadataValues != null) {
                metadata(JsonObject.of(metadataValues));
            }
            return new ActivityEvent(
                    id,
                    tenantId,
                    actorId,
                    action,
                    resource,
                    resourceId,
                    timestamp,
                    level,
                    outcome,
                    metadata,
                    userAgent,
                    ipAddress,
                    consent,
                    producer,
                    seq,
                    traceId);
        }
    }
}
