package dev.taly.activity.bench;

import dev.taly.activity.local.lambda.LocalFunction.Invocation;
import dev.taly.activity.runtime.ExecutionEnvironment;
import dev.taly.activity.runtime.FailedInvocationException;
import dev.taly.activity.runtime.Launch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** One start of a function, by the clock; all times are in milliseconds. */
final class ColdProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Invocation INVOCATION = new Invocation() {
        @Override
        public String requestId() {
            return "bench";
        }

        @Override
        public Duration timeLeft() {
            return PATIENCE;
        }
    };

    private final long start = System.nanoTime();
    private final ExecutionEnvironment environment;

    ColdProcess(Launch launch) {
        this.environment = ExecutionEnvironment.start(launch);
    }

    /** From the start of the process until it asks for its first event. */
    double ready() throws FailedInvocationException, InterruptedException, TimeoutException {
        environment.awaitReady(INVOCATION);
        return millisSince(start);
    }

    /** From the start of the process until its first answer. */
    double answered(byte[] event, String expected) throws FailedInvocationException, InterruptedException {
        invoke(event, expected);
        return millisSince(start);
    }

    /** One more event. */
    double invoke(byte[] event, String expected) throws FailedInvocationException, InterruptedException {
        long before = System.nanoTime();
        String answer = new String(environment.invoke(event, INVOCATION), StandardCharsets.UTF_8);
        double millis = millisSince(before);
        if (!answer.equals(expected)) {
            throw new IllegalStateException("the answer must be " + expected + ", not " + answer);
        }
        return millis;
    }

    /** The time of what a restore does, after the snapshot is made. */
    double restored() throws FailedInvocationException, InterruptedException, TimeoutException {
        environment.awaitSnapshot(PATIENCE);
        long before = System.nanoTime();
        environment.restore();
        environment.awaitReady(INVOCATION);
        return millisSince(before);
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    @Override
    public void close() {
        environment.close();
    }
}
