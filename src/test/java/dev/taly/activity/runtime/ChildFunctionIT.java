package dev.taly.activity.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.local.lambda.LocalFunction.Invocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Lambda's runtime in child processes, and what their deaths look like from outside. */
@Timeout(90)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime runs on Linux only")
final class ChildFunctionIT {
    @TempDir
    private Path logs;

    private final List<ExecutionEnvironment> started = new CopyOnWriteArrayList<>();
    private final ChildFunction function = new ChildFunction(() -> start(Map.of()), ExecutionEnvironment::invoke);

    @AfterEach
    void close() {
        function.close();
    }

    @Test
    void invocations_goToOneProcessAsLongAsItLives() throws Exception {
        assertThat(invoke("r-1", "{\"a\":1}")).isEqualTo("r-1 {\"a\":1} in time");
        assertThat(invoke("r-2", "{}")).isEqualTo("r-2 {} in time");
        assertThatThrownBy(() -> invoke("r-3", "\"throw\"")).hasMessageContaining("as told");
        assertThat(invoke("r-4", "{}")).isEqualTo("r-4 {} in time");
        assertThat(started).hasSize(1);
    }

    @Test
    void processThatDies_failsItsInvocationAndIsReplaced() throws Exception {
        assertThatThrownBy(() -> invoke("r-1", "\"exit\"")).hasMessageContaining("died with code 3");
        assertThat(invoke("r-2", "{}")).isEqualTo("r-2 {} in time");

        started.get(1).kill();
        assertThatThrownBy(() -> invoke("r-3", "{}")).hasMessageContaining("died with code 137");
        assertThat(invoke("r-4", "{}")).isEqualTo("r-4 {} in time");
        assertThat(started).hasSize(3);
    }

    @Test
    void invocationThatTakesTooLong_endsItsProcess() throws Exception {
        assertThat(invoke("r-1", "{}")).startsWith("r-1");
        assertThatThrownBy(() -> invoke("r-2", "\"hang\"", Duration.ofMillis(300)))
                .hasMessageContaining("timed out");
        assertThat(started.get(0).isAlive()).isFalse();
    }

    @Test
    void functionThatCannotStart_failsTheInvocationWithItsReason() {
        ExecutionEnvironment broken = start(Map.of("FAIL", "yes"));
        try (broken) {
            assertThatThrownBy(() -> broken.invoke(new byte[0], invocation("r-1", Duration.ofSeconds(20))))
                    .hasMessageContaining("no settings");
        }
    }

    @Test
    void invocationsAtTheSameTime_haveAProcessEach() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        ChildFunction meeting = new ChildFunction(() -> start(Map.of()), (environment, event, invocation) -> {
            both.await();
            return environment.invoke(event, invocation);
        });
        try (meeting) {
            Thread other = new Thread(() -> {
                try {
                    meeting.handle(
                            new ByteArrayInputStream(new byte[] {'1'}),
                            new ByteArrayOutputStream(),
                            invocation("r-1", Duration.ofSeconds(20)));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            other.start();
            meeting.handle(
                    new ByteArrayInputStream(new byte[] {'2'}),
                    new ByteArrayOutputStream(),
                    invocation("r-2", Duration.ofSeconds(20)));
            other.join();
            assertThat(started).hasSize(2);
        }
    }

    private String invoke(String requestId, String event) throws Exception {
        return invoke(requestId, event, Duration.ofSeconds(20));
    }

    private String invoke(String requestId, String event, Duration timeout) throws Exception {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handle(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                answer,
                invocation(requestId, timeout));
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static Invocation invocation(String requestId, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        return new Invocation() {
            @Override
            public String requestId() {
                return requestId;
            }

            @Override
            public Duration timeLeft() {
                return Duration.ofNanos(deadline - System.nanoTime());
            }
        };
    }

    private ExecutionEnvironment start(Map<String, String> more) {
        ExecutionEnvironment environment = ExecutionEnvironment.start(
                Launch.of("child-" + started.size(), EchoHandler.class.getName() + "::handleRequest", more, logs));
        started.add(environment);
        return environment;
    }
}
