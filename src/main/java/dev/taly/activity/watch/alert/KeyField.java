package dev.taly.activity.watch.alert;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By what a rule counts, within a tenant. */
public enum KeyField {
    /** Each actor. */
    ACTOR("actor", LineField.ACTOR_ID),
    /** Each address, as it is stored: where the policy shortens addresses, each network. */
    IP("ip", LineField.IP_ADDRESS),
    /** Each service: a producer's id as far as its last colon, behind which stands what is the instance's own; else all of it. */
    PRODUCER("producer", LineField.PRODUCER),
    /** All together. */
    TENANT("tenant", LineField.TENANT_ID),
    /** Each event by itself. */
    EVENT("event", LineField.ID),
    /** Each queue of dead letters. No event has one. */
    QUEUE("queue", null);

    private final String wire;
    private final @Nullable LineField field;

    KeyField(String wire, @Nullable LineField field) {
        this.wire = wire;
        this.field = field;
    }

    /** Its name in the file of rules and in alerts. */
    public String wire() {
        return wire;
    }

    /** The one of that name. */
    static Optional<KeyField> find(String wire) {
        for (KeyField key : values()) {
            if (key.wire.equals(wire)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** The one of that name, of those that events have. */
    static Optional<KeyField> findOfEvents(String wire) {
        return find(wire).filter(key -> key.field != null);
    }

    /** The event's key; nothing where it has none. */
    Optional<String> of(StoredLine line) {
        Optional<String> text = field == null ? Optional.empty() : line.text(field);
        return this == PRODUCER ? text.map(KeyField::service) : text;
    }

    private static String service(String producer) {
        int colon = producer.lastIndexOf(':');
        return colon > 0 ? producer.substring(0, colon) : producer;
    }
}
