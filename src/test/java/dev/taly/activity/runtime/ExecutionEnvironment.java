package dev.taly.activity.runtime;

import dev.taly.activity.local.lambda.LocalFunction.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A child JVM with Lambda's runtime and one function, for one invocation after the other. It may be killed by any thread. */
public final class ExecutionEnvironment implements AutoCloseable {
    /** What all processes of a directory print. */
    public static final String LOG = "children.log";

    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** Where the hooks of a snapshot are registered: Lambda sets it, too. */
    private static final String HOOKS = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

    /** For a short life on a small machine. */
    private static final List<String> FLAGS =
            List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC", "-Xmx256m");

    private final String name;
    private final RuntimeApiServer api;
    private final Process process;
    private final CompletableFuture<Void> death;

    private ExecutionEnvironment(String name, RuntimeApiServer api, Process process) {
        this.name = name;
        this.api = api;
        this.process = process;
        this.death = process.onExit().thenAccept(dead -> api.fail("the process died with code " + dead.exitValue()));
    }

    /** Starts one; it is ready some time later. */
    public static ExecutionEnvironment start(Launch launch) {
        RuntimeApiServer api = RuntimeApiServer.start();
        try {
            ProcessBuilder builder = new ProcessBuilder(command(launch))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            launch.directory().resolve(LOG).toFile()));
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of(
                            "AWS_LAMBDA_RUNTIME_API", api.address(),
                            "AWS_LAMBDA_FUNCTION_NAME", "activity-consumer",
                            "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256",
                            "AWS_LAMBDA_LOG_FORMAT", "TEXT",
                            "AWS_LAMBDA_INITIALIZATION_TYPE", launch.snapshot() ? "snap-start" : "on-demand",
                            "_HANDLER", launch.handler(),
                            "AWS_REGION", "us-east-1",
                            "AWS_ACCESS_KEY_ID", launch.name(),
                            "AWS_SECRET_ACCESS_KEY", "any"));
            builder.environment().putAll(launch.environment());
            return new ExecutionEnvironment(launch.name(), api, builder.start());
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-XX:ErrorFile=" + launch.directory().resolve("hs_err_%p.log"));
        command.add(NativeClient.flag(launch.directory()));
        if (launch.snapshot()) {
            command.add(HOOKS);
        }
        command.addAll(List.of("-cp", launch.classPath(), RUNTIME, launch.handler()));
        return command;
    }

    public String name() {
        return name;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Runs one invocation, after the start is over. One that takes too long, or is interrupted, ends the process, as on Lambda.
     *
     * @throws FailedInvocationException if there is no answer
     */
    public byte[] invoke(byte[] event, Invocation invocation) throws FailedInvocationException, InterruptedException {
        try {
            awaitReady(invocation);
            Instant deadline = Instant.now().plus(invocation.timeLeft());
            return await(api.invoke(invocation.requestId(), event, deadline), invocation.timeLeft());
        } catch (TimeoutException e) {
            kill();
            throw new FailedInvocationException("it timed out");
        } catch (InterruptedException e) {
            kill();
            throw e;
        }
    }

    /**
     * Waits until the start is over.
     *
     * @throws FailedInvocationException if it failed
     */
    public void awaitReady(Invocation invocation)
            throws FailedInvocationException, InterruptedException, TimeoutException {
        await(api.ready(), invocation.timeLeft());
    }

    /**
     * Waits until the process is as it would be in a snapshot.
     *
     * @throws FailedInvocationException if the start failed
     */
    public void awaitSnapshot(Duration timeout)
            throws FailedInvocationException, InterruptedException, TimeoutException {
        await(api.snapshot(), timeout);
    }

    /** Goes on as if restored from the snapshot. */
    public void restore() {
        api.restore();
    }

    private static <T> T await(CompletableFuture<T> future, Duration timeout)
            throws FailedInvocationException, InterruptedException, TimeoutException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new FailedInvocationException(
                    e.getCause() == null
                            ? e.toString()
                            : String.valueOf(e.getCause().getMessage()));
        }
    }

    /** As {@code kill -9}; when this returns, it does nothing more. */
    public void kill() {
        process.destroyForcibly();
        death.join();
    }

    @Override
    public void close() {
        kill();
        api.close();
    }
}
