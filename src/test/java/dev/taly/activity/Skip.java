package dev.taly.activity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tests that need what is not everywhere, and say so where it is not. */
public final class Skip {
    private Skip() {}

    /** Skips the test where that is not so; the reason is seen in the build's output, too. */
    public static void unless(boolean here, String reason) {
        if (!here) {
            // The reason of an assumption stands in the report only.
            System.out.println("SKIPPED: " + reason);
        }
        assumeTrue(here, reason);
    }
}
