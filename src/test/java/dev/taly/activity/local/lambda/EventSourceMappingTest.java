package dev.taly.activity.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;

@Timeout(30)
final class EventSourceMappingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeSource source = new FakeSource();

    @Test
    void drain_worksOffTheQueueAndDeletesWhatTheAnswersDoNotName() {
        source.with(25, "x");
        LocalFunction failingOne = (event, answer, invocation) -> {
            String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
            String failed = text.contains("\"m7\"") ? "{\"itemIdentifier\":\"m7\"}" : "";
            answer.write(("{\"batchItemFailures\":[" + failed + "]}").getBytes(StandardCharsets.UTF_8));
        };
        try (EventSourceMapping mapping = EventSourceMapping.start(source, failingOne, mapping())) {
            assertThat(mapping.drain(PATIENCE)).isTrue();
        }
        assertThat(source.deleted())
                .extracting(Message::messageId)
                .hasSize(24)
                .doesNotContain("m7")
                .doesNotHaveDuplicates();
    }

    @Test
    void close_givesUpAHangingFunctionAndDeletesNothing() throws Exception {
        source.with(1, "x");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        LocalFunction hanging = (event, answer, invocation) -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };
        EventSourceMapping mapping = EventSourceMapping.start(source, hanging, mapping());
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        mapping.close();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(source.deleted()).isEqualTo(List.of());
    }

    private static SourceMapping mapping() {
        return SourceMappingTest.mapping(10, 0, 30, 180);
    }
}
