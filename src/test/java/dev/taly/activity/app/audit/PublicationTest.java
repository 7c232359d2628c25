package dev.taly.activity.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whether an event is published is said of that event, whatever became of others. */
final class PublicationTest {
    private final AtomicInteger sends = new AtomicInteger();
    private final CountDownLatch answered = new CountDownLatch(1);

    @Test
    void anAnswerThatComesTooLate_isNoProblemOfLaterEvents() {
        try (Publication publication = new Publication(new LateOnce(), Duration.ofSeconds(1))) {
            assertThat(publication.publish(event())).as("nobody answers").isPresent();
            answered.countDown();
            // Of the next one it may still be unknown what was meant.
            var unused = publication.publish(event());

            assertThat(publication.publish(event())).isEmpty();
            assertThat(publication.publish(event())).isEmpty();
        }
    }

    @Test
    void aRefusal_isSaidOfItsOwnEventAlone() {
        try (Publication publication = new Publication(new RefusingOnce(), Duration.ofSeconds(5))) {
            assertThat(publication.publish(event()))
                    .hasValueSatisfying(why -> assertThat(why).contains("not allowed"));
            assertThat(publication.publish(event())).isEmpty();
        }
    }

    private static ActivityEvent.Builder event() {
        return ActivityEvent.builder()
                .tenantId("acme")
                .actorId("someone")
                .action("audit_read")
                .resource("archive")
                .timestamp(Instant.parse("2024-03-28T12:00:00Z"));
    }

    /** Answers its first batch when it is let. */
    private final class LateOnce implements Transport {
        @Override
        public List<Delivery> send(List<OutboundEvent> batch) {
            if (sends.getAndIncrement() == 0) {
                try {
                    answered.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return batch.stream()
                    .<Delivery>map(event -> new Delivery.Delivered())
                    .toList();
        }

        @Override
        public void close() {}
    }

    private final class RefusingOnce implements Transport {
        @Override
        public List<Delivery> send(List<OutboundEvent> batch) {
            boolean first = sends.getAndIncrement() == 0;
            return batch.stream()
                    .<Delivery>map(event -> first ? new Delivery.Refused("not allowed") : new Delivery.Delivered())
                    .toList();
        }

        @Override
        public void close() {}
    }
}
