package dev.taly.activity.event;

import java.util.Optional;

/** How much attention an event deserves. On the wire it is the lower-case name. */
public enum Level {
    INFO("info"),
    WARN("warn"),
    CRITICAL("critical");

    private final String wire;

    Level(String wire) {
        this.wire = wire;
    }

    /** The name in JSON: {@code info}, {@code warn} or {@code critical}. */
    public String wire() {
        return wire;
    }

    /** The level of that wire name; case matters. */
    public static Optional<Level> find(String wire) {
        for (Level level : values()) {
            if (level.wire.equals(wire)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
