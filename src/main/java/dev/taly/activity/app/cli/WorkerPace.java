package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.worker.WorkerSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a worker works. */
final class WorkerPace {
    @Option(
            names = "--pollers",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many batches at once (default: ${DEFAULT-VALUE}).")
    private int pollers;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The most events of a batch (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long an event waits for its batch to fill (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--visibility",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long it takes until what a killed worker held comes again (default: ${DEFAULT-VALUE}).")
    private int visibility;

    @Option(
            names = "--stop-time",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description =
                    "How long it may take to stop; keep it below your platform's patience (default: ${DEFAULT-VALUE}).")
    private int stopTime;

    WorkerSettings settings() {
        try {
            return new WorkerSettings(
                    pollers,
                    batchSize,
                    Duration.ofSeconds(window),
                    Duration.ofSeconds(visibility),
                    WorkerSettings.DEFAULTS.batchTime(),
                    Duration.ofSeconds(stopTime));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "See `activity worker --help`.", e);
        }
    }
}
