package dev.taly.activity.app.cli;

import dev.taly.activity.local.LocalEndpoints;
import java.nio.file.Path;

/** {@code activity local} as a process. */
record LocalStackProcess(ActivityProcess process, Path data) implements AutoCloseable {
    /** Starts it on any free port, and waits until it says that it is up. */
    static LocalStackProcess start(Path data) {
        ActivityProcess process =
                ActivityProcess.start("local", "--port", "0", "--http-port", "0", "--data", data.toString());
        var unused = process.line("Ctrl-C");
        return new LocalStackProcess(process, data);
    }

    LocalEndpoints endpoints() {
        return LocalEndpoints.find(data).orElseThrow();
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    int interrupt() throws InterruptedException {
        return process.interrupt();
    }

    @Override
    public void close() {
        process.close();
    }
}
