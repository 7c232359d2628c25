package dev.taly.activity.app.cli.cost;

/**
 * When an event source mapping closes a batch.
 *
 * <p>Lambda reads a queue with five pollers as long as it has anything for them, and each gathers a batch of its own: so a window
 * holds a fifth of what comes meanwhile (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">scaling</a>).
 *
 * @param size the most messages, 1 to 10,000; above 10 only with a window
 * @param windowSeconds how long the first message waits, 0 to 300
 * @param concurrency how many batches are worked on at once at most, 1 to 1,000
 */
record Batching(int size, int windowSeconds, int concurrency) {
    static final int MAX_SIZE = 10_000;

    private static final int POLLERS = 5;

    Batching {
        require(size >= 1 && size <= MAX_SIZE, "a batch has 1 to 10000 events, not " + size);
        require(windowSeconds >= 0 && windowSeconds <= 300, "a window has 0 to 300 seconds, not " + windowSeconds);
        require(
                concurrency >= 1 && concurrency <= 1000,
                "1 to 1000 batches can be worked on at once, not " + concurrency);
        require(size <= 10 || windowSeconds >= 1, "a batch of more than 10 events needs a window of at least 1 second");
    }

    Batching withWindow(int seconds) {
        return new Batching(size, seconds, concurrency);
    }

    Batching withSize(int most) {
        return new Batching(most, windowSeconds, concurrency);
    }

    int pollers() {
        return Math.min(POLLERS, concurrency);
    }

    /**
     * How many messages a batch has.
     *
     * @param perSecond messages that come
     * @param fit how many fit into an invocation
     */
    double fill(double perSecond, double fit) {
        double waited = 1 + perSecond / pollers() * windowSeconds;
        return Math.max(1, Math.min(waited, Math.min(size, fit)));
    }

    static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
