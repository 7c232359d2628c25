package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

/** A letter that nobody else sees for a while. */
public record HeldLetter(Letter letter, Receipt receipt) {
    public HeldLetter {
        requireNonNull(letter, "letter is null");
        requireNonNull(receipt, "receipt is null");
    }
}
