package dev.taly.activity.privacy;

import java.util.Locale;
import java.util.Optional;

/** What becomes of a value, from the mildest to the strictest. */
enum Treatment {
    /** It stays as it is. */
    KEEP,
    /** Of an IP address, the network stays: /24 of IPv4, /48 of IPv6. */
    TRUNCATE,
    /** A keyed pseudonym takes its place. */
    HASH,
    /** Stars take its place. */
    MASK,
    /** It goes, with its name. */
    DROP;

    static Optional<Treatment> find(String word) {
        for (Treatment treatment : values()) {
            if (treatment.word().equals(word)) {
                return Optional.of(treatment);
            }
        }
        return Optional.empty();
    }

    /** As a policy's file names it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Treatment orStricter(Treatment other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
