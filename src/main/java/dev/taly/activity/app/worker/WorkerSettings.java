package dev.taly.activity.app.worker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a worker works. Immutable.
 *
 * @param pollers how many batches are gathered and worked on at once, 1 to 64
 * @param batchSize the most messages of a batch, 1 to 10,000
 * @param window how long a message waits for its batch to fill, 0 to 300 s
 * @param visibility how long a message stays hidden before the worker asks for more; also how long it takes until what a killed
 *     worker held comes again; 10 s to 12 h
 * @param batchTime how long the work on a batch may take, 1 to 900 s
 * @param stopTime how long a worker that is told to stop may take, 0 to 600 s; less than one counts as one
 */
public record WorkerSettings(
        int pollers, int batchSize, Duration window, Duration visibility, Duration batchTime, Duration stopTime) {
    /** As the template's function, but for what only a worker has. */
    public static final WorkerSettings DEFAULTS = new WorkerSettings(
            2, 1_000, Duration.ofSeconds(5), Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ofSeconds(20));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public WorkerSettings {
        require(pollers >= 1 && pollers <= 64, "pollers must be 1 to 64");
        require(batchSize >= 1 && batchSize <= 10_000, "the batch size must be 1 to 10000");
        range(window, 0, 300, "the window");
        range(visibility, 10, 43_200, "the visibility");
        range(batchTime, 1, 900, "the time of a batch");
        range(stopTime, 0, 600, "the time to stop");
    }

    private static void range(Duration value, long min, long max, String name) {
        requireNonNull(value, name + " is null");
        require(
                value.compareTo(Duration.ofSeconds(min)) >= 0 && value.compareTo(Duration.ofSeconds(max)) <= 0,
                name + " must be " + min + " to " + max + " s");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
