package dev.taly.activity.event;

import java.util.Optional;

/** Whether what the actor tried worked. A failed login is {@code user_login} with {@link #FAILURE}. */
public enum Outcome {
    SUCCESS("success"),
    FAILURE("failure");

    private final String wire;

    Outcome(String wire) {
        this.wire = wire;
    }

    /** The name in JSON: {@code success} or {@code failure}. */
    public String wire() {
        return wire;
    }

    /** The outcome of that wire name; case matters. */
    public static Optional<Outcome> find(String wire) {
        for (Outcome outcome : values()) {
            if (outcome.wire.equals(wire)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
