package dev.taly.activity.app.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.faults.Await;
import dev.taly.activity.watch.metrics.Measurements.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.Message;

/** Extensions that are under way while what they are about is settled. */
@Timeout(60)
final class HeldTest {
    private static final Duration VISIBILITY = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeQueue queue = new FakeQueue();
    private final List<String> extended = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Stopping stopping = new Stopping(queue::nanoTime);

    @Test
    void releaseDuringAnExtension_comesAfterIt() throws InterruptedException {
        Held held = held(1, messages -> waitForAnswer());

        Thread extending = begin(held::extend);
        asked.await();
        Thread releasing = begin(held::release);
        assertThat(Await.until(PATIENCE, () -> isStill(releasing))).isTrue();
        answer.countDown();
        extending.join();
        releasing.join();

        assertThat(queue.left()).isEqualTo(Map.of("m0", 0L));
    }

    /** The queue does not answer, and there is no time to wait for it. */
    @Test
    void releaseDuringAnExtensionThatHangs_endsWithTheTimeToStopAndSaysSo() throws InterruptedException {
        Held held = held(1, messages -> waitForAnswer());
        Thread extending = begin(held::extend);
        asked.await();
        stopping.begin(Duration.ofSeconds(2));
        queue.pass(Duration.ofSeconds(2));

        held.release();

        assertThat(faults).containsExactly("release");
        answer.countDown();
        extending.join();
    }

    @Test
    void whatIsSettledMeanwhile_isNotExtended() {
        Held[] held = new Held[1];
        held[0] = held(25, messages -> {
            if (extended.isEmpty()) {
                held[0].forget(List.of(message("m10"), message("m24")));
            }
        });

        held[0].extend();

        assertThat(extended).hasSize(23).doesNotContain("m10", "m24");
    }

    /** Holds that many, for long enough that they want an extension, which does that before it is answered. */
    private Held held(int messages, Consumer<List<Message>> before) {
        IntStream.range(0, messages).forEach(i -> queue.with("m" + i));
        WorkerQueue slow = new SlowQueue(queue, (step, some) -> {
            if (step.equals("extend")) {
                before.accept(some);
                some.forEach(message -> extended.add(message.messageId()));
            }
        });
        Held held = new Held(
                slow,
                new Requests(Runnable::run, stopping),
                VISIBILITY,
                stopping,
                queue::nanoTime,
                measured -> measured.samples().stream().map(Sample::label).forEach(faults::add));
        held.add(queue.receive(messages, Duration.ZERO, VISIBILITY), 0);
        queue.pass(VISIBILITY.dividedBy(2));
        return held;
    }

    private void waitForAnswer() {
        asked.countDown();
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Message message(String id) {
        return Message.builder()
                .messageId(id)
                .receiptHandle(id + "#" + (Integer.parseInt(id.substring(1)) + 1))
                .build();
    }

    private static Thread begin(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    /** It waits for something, or has done all. */
    private static boolean isStill(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            default -> false;
        };
    }
}
