package dev.taly.activity.local.lambda;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** A function as Lambda sees it: JSON in, JSON out. It may be called by several threads at once. */
@FunctionalInterface
public interface LocalFunction {
    /**
     * Handles one event.
     *
     * @throws Exception if the invocation failed as a whole
     */
    void handle(InputStream event, OutputStream answer, Invocation invocation) throws Exception;

    /** What a function may ask about its invocation. */
    interface Invocation {
        /** The id of this invocation, unique. */
        String requestId();

        /** The time until the function's timeout; zero or negative once it is over. */
        Duration timeLeft();
    }
}
