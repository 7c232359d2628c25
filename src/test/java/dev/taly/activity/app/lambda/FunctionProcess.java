package dev.taly.activity.app.lambda;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.local.lambda.LocalFunction.Invocation;
import dev.taly.activity.local.template.DeploymentTemplate;
import dev.taly.activity.runtime.ExecutionEnvironment;
import dev.taly.activity.runtime.FailedInvocationException;
import dev.taly.activity.runtime.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** One function of the template, from the lean jar alone. */
final class FunctionProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExecutionEnvironment environment;
    private final Path directory;
    private final AtomicInteger requests = new AtomicInteger();

    private FunctionProcess(ExecutionEnvironment environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /**
     * Starts one, up to its snapshot.
     *
     * @param resource what the template calls it
     * @param directory for its log alone
     */
    static FunctionProcess start(String resource, Map<String, String> variables, Path directory) throws IOException {
        Files.createDirectories(directory);
        Launch launch = Launch.of(resource, handler(resource), variables, directory)
                .from(LeanJar.path())
                .withSnapshot();
        return new FunctionProcess(ExecutionEnvironment.start(launch), directory);
    }

    /** A wrong name in the template fails what starts it. */
    static String handler(String resource) {
        return member(DeploymentTemplate.shipped().tree(), "Resources", resource, "Properties", "Handler")
                .toString();
    }

    private static Object member(Object tree, String... names) {
        Object found = tree;
        for (String name : names) {
            found = requireNonNull(((Map<?, ?>) found).get(name), name + " is not in the template");
        }
        return found;
    }

    FunctionProcess awaitSnapshot() throws FailedInvocationException, InterruptedException, TimeoutException {
        environment.awaitSnapshot(PATIENCE);
        return this;
    }

    FunctionProcess restore() {
        environment.restore();
        return this;
    }

    boolean isAlive() {
        return environment.isAlive();
    }

    String invoke(String event) throws FailedInvocationException, InterruptedException {
        return invoke(event, PATIENCE);
    }

    /** @param timeLeft until the deadline that the function is told */
    String invoke(String event, Duration timeLeft) throws FailedInvocationException, InterruptedException {
        long deadline = System.nanoTime() + timeLeft.toNanos();
        String requestId = "r-" + requests.incrementAndGet();
        byte[] answer = environment.invoke(event.getBytes(StandardCharsets.UTF_8), new Invocation() {
            @Override
            public String requestId() {
                return requestId;
            }

            @Override
            public Duration timeLeft() {
                return Duration.ofNanos(deadline - System.nanoTime());
            }
        });
        return new String(answer, StandardCharsets.UTF_8);
    }

    String log() throws IOException {
        return Files.readString(directory.resolve(ExecutionEnvironment.LOG));
    }

    @Override
    public void close() {
        environment.close();
    }
}
