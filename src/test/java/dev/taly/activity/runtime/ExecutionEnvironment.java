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

    /**
     * Starts one; it is ready some time later.
     *
     * @param name also the access key that it signs with, so that its requests can be told from others'
     * @param handler as {@code package.Class::method}
     * @param environment all variables that the function sees but Lambda's own; the test's are not handed on
     * @param directory takes what it prints, in {@link #LOG}; for processes of this kind only
     */
    public static ExecutionEnvironment start(
            String name, String handler, Map<String, String> environment, Path directory) {
        RuntimeApiServer api = RuntimeApiServer.start();
        try {
            ProcessBuilder builder = new ProcessBuilder(command(handler, directory))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve(LOG).toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment()
                    .putAll(Map.of(
                            "AWS_LAMBDA_RUNTIME_API", api.address(),
                            "AWS_LAMBDA_FUNCTION_NAME", "activity-consumer",
                            "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256",
                            "AWS_LAMBDA_LOG_FORMAT", "TEXT",
                            "_HANDLER", handler,
                            "AWS_REGION", "us-east-1",
                            "AWS_ACCESS_KEY_ID", name,
                            "AWS_SECRET_ACCESS_KEY", "any"));
            return new ExecutionEnvironment(name, api, builder.start());
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String handler, Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-XX:ErrorFile=" + directory.resolve("hs_err_%p.log"));
        command.add(NativeClient.flag(directory));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RUNTIME, handler));
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
