package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;

/**
 * An event ready to be sent.
 *
 * @param id its id
 * @param tenantId its tenant
 * @param json its wire form
 * @param bytes the length of {@code json} in UTF-8
 * @param acceptedAt {@link System#nanoTime} of its acceptance
 */
public record OutboundEvent(String id, String tenantId, String json, int bytes, long acceptedAt) {
    public OutboundEvent {
        requireNonNull(id, "id is null");
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(json, "json is null");
    }
}
