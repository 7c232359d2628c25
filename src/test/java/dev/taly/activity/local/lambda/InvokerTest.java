package dev.taly.activity.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

final class InvokerTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Message a = FakeSource.message("a", "1");
    private final Message b = FakeSource.message("b", "2");

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void messages_thatTheAnswerDoesNotNameMayBeDeleted() throws Exception {
        assertThat(invoke(answering("{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"}]}"), a, b))
                .containsExactly(b);
    }

    @Test
    void message_thatCameTwiceSharesItsFate() throws Exception {
        Message again = a.toBuilder().receiptHandle("another handle").build();
        assertThat(invoke(answering("{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"}]}"), a, again, b))
                .containsExactly(b);
        assertThat(invoke(answering("{\"batchItemFailures\":[]}"), a, again)).containsExactly(a, again);
    }

    @Test
    void exception_keepsEverything() throws Exception {
        LocalFunction throwing = (event, answer, invocation) -> {
            throw new IOException("broken");
        };
        assertThat(invoke(throwing, a, b)).isEmpty();
    }

    @Test
    void error_keepsEverything() throws Exception {
        LocalFunction dying = (event, answer, invocation) -> {
            throw new OutOfMemoryError("not really");
        };
        assertThat(invoke(dying, a, b)).isEmpty();
    }

    @Test
    void timeout_keepsEverythingAndStopsTheFunction() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        LocalFunction hanging = (event, answer, invocation) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };
        assertThat(new Invoker(hanging, SourceMappingTest.mapping(10, 0, 1, 30), threads).invoke(event(a, b)))
                .isEmpty();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void function_seesItsIdAndTheTimeLeft() throws Exception {
        LocalFunction asking = (event, answer, invocation) -> {
            assertThat(invocation.timeLeft()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(30));
            assertThat(invocation.requestId()).isNotBlank();
            answer.write("null".getBytes(StandardCharsets.UTF_8));
        };
        assertThat(invoke(asking, a)).containsExactly(a);
    }

    private List<Message> invoke(LocalFunction function, Message... messages) throws InterruptedException {
        return new Invoker(function, SourceMappingTest.mapping(10, 0, 30, 180), threads).invoke(event(messages));
    }

    private static LocalFunction answering(String json) {
        return (event, answer, invocation) -> answer.write(json.getBytes(StandardCharsets.UTF_8));
    }

    private static SqsEvent event(Message... messages) {
        SqsEvent event = new SqsEvent("arn");
        List.of(messages).forEach(event::add);
        return event;
    }
}
