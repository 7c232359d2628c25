package dev.taly.activity.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token may do. */
enum Right {
    PUBLISH,
    WATCH;

    /** The name in a file of tokens. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Right> find(String word) {
        return Arrays.stream(values())
                .filter(right -> right.word().equals(word))
                .findFirst();
    }
}
