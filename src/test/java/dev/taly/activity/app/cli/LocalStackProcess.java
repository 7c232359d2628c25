package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.local.LocalEndpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@code activity local} in a JVM of its own, which can be killed. */
final class LocalStackProcess implements AutoCloseable {
    private final Process process;
    private final Path data;

    private LocalStackProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Starts it on any free port, and waits until it says that it is up. */
    static LocalStackProcess start(Path data) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.taly.activity.app.cli.Activity",
                            "local",
                            "--port",
                            "0",
                            "--http-port",
                            "0",
                            "--data",
                            data.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            while (line != null && !line.contains("Ctrl-C")) {
                line = out.readLine();
            }
            assertThat(line).as("it came up").isNotNull();
            return new LocalStackProcess(process, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LocalEndpoints endpoints() {
        return LocalEndpoints.find(data).orElseThrow();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C; the exit code. */
    int interrupt() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it stops").isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
