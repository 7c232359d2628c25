package dev.taly.activity.audit;

import java.io.IOException;

/** Takes lines, in order and one at a time. */
@FunctionalInterface
public interface LineSink {
    /**
     * Takes one line.
     *
     * @return whether to go on
     */
    boolean accept(StoredLine line) throws IOException;

    /** Whether to go on: asked again and again, also while no line is found. */
    default boolean wantsMore() {
        return true;
    }
}
