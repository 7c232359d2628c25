package dev.taly.activity.privacy;

import dev.taly.activity.config.ConfigFile;

/** Keys that are no secret. */
final class Keys {
    private Keys() {}

    static PseudonymKeys one() {
        return of("{\"current\": \"k1\", \"k1\": \"" + "0123456789abcdef".repeat(2) + "\"}");
    }

    static PseudonymKeys of(String json) {
        return PseudonymKeys.of(ConfigFile.parse("keys.json", json));
    }
}
