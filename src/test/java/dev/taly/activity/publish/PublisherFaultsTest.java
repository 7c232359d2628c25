package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.publish.Transport.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the publisher makes of transports, listeners and callers that misbehave. Every wait is a safety net only. */
@Timeout(60)
class PublisherFaultsTest {
    private static final Duration NET = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeTransport transport = new FakeTransport();
    private final Heard heard = new Heard();
    private final AtomicBoolean interruptKept = new AtomicBoolean();

    private PublisherBuilder publisher() {
        return ActivityPublisher.to(transport)
                .listener(heard)
                .linger(Duration.ZERO)
                .senders(1)
                .closeOnExit(false);
    }

    /** Answers the first time as told, then delivers. */
    private void first(Function<List<OutboundEvent>, List<Delivery>> answer) {
        AtomicBoolean first = new AtomicBoolean(true);
        transport.answer(batch -> first.getAndSet(false) ? answer.apply(batch) : FakeTransport.delivered(batch));
    }

    @Test
    void sender_triesAgainWhenATransportThrows() {
        first(batch -> {
            throw new IllegalStateException("broken");
        });
        try (ActivityPublisher publisher = publisher().build()) {
            publisher.publish(Events.login("a"));

            assertThat(publisher.flush(NET)).isZero();
            assertThat(publisher.stats().delivered()).isEqualTo(1);
            assertThat(publisher.stats().retries()).isEqualTo(1);
        }
    }

    @Test
    void sender_survivesAnErrorOfATransport() {
        first(batch -> {
            throw new AssertionError("broken");
        });
        try (ActivityPublisher publisher = publisher().build()) {
            publisher.publish(Events.login("a"));
            publisher.publish(Events.login("b"));

            assertThat(publisher.flush(NET)).isZero();
            assertThat(publisher.stats().delivered()).isEqualTo(2);
        }
    }

    @Test
    void sender_triesAgainWhatTheAnswerLeavesOut() {
        first(batch -> List.of());
        try (ActivityPublisher publisher = publisher().build()) {
            publisher.publish(Events.login("a"));

            assertThat(publisher.flush(NET)).isZero();
            assertThat(publisher.stats().delivered()).isEqualTo(1);
        }
    }

    @Test
    void listener_thatThrowsIsCountedAndHarmsNothing() {
        PublishListener broken = new PublishListener() {
            @Override
            public void onDelivered(int events) {
                throw new AssertionError("broken listener");
            }

            @Override
            public void onDropped(DroppedEvent dropped) {
                throw new AssertionError("broken listener");
            }
        };
        try (ActivityPublisher publisher = publisher().listener(broken).build()) {
            publisher.publish(Events.login("a"));
            assertThat(publisher.flush(NET)).isZero();
            publisher.publish(Events.login("b"));
            assertThat(publisher.flush(NET)).isZero();

            assertThat(publisher.publish(Events.login("not an id")))
                    .isInstanceOfSatisfying(
                            PublishResult.Dropped.class,
                            dropped -> assertThat(dropped.reason()).isEqualTo(DropReason.INVALID));
            assertThat(publisher.stats().delivered()).isEqualTo(2);
            assertThat(publisher.stats().listenerFailures()).isEqualTo(3);
        }
    }

    @Test
    void listener_thatInterruptsTheSenderDoesNotStopIt() {
        PublishListener interrupting = new PublishListener() {
            @Override
            public void onDelivered(int events) {
                Thread.currentThread().interrupt();
            }
        };
        try (ActivityPublisher publisher = publisher().listener(interrupting).build()) {
            for (int i = 0; i < 5; i++) {
                publisher.publish(Events.login());
                assertThat(publisher.flush(NET)).isZero();
            }
            assertThat(publisher.stats().delivered()).isEqualTo(5);
        }
    }

    @Test
    void flush_returnsAfterTheListenerHasHeard() throws Exception {
        CountDownLatch listening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        PublishListener slow = new PublishListener() {
            @Override
            public void onDelivered(int events) {
                listening.countDown();
                await(goOn);
                heard.onDelivered(events);
            }
        };
        try (ActivityPublisher publisher = publisher().listener(slow).build()) {
            publisher.publish(Events.login("a"));
            await(listening);

            assertThat(publisher.flush(Duration.ZERO)).isEqualTo(1);
            goOn.countDown();
            assertThat(publisher.flush(NET)).isZero();
            assertThat(heard.delivered()).isEqualTo(1);
        }
    }

    @Test
    void close_cutsTheWaitForTheNextTryShort() {
        first(FakeTransport::failed);
        ActivityPublisher publisher =
                publisher().retryAfter(LONG, LONG).withoutThreads().build();
        publisher.publish(Events.login("a"));
        assertThat(publisher.sendReady()).isTrue();
        assertThat(publisher.sendReady()).isFalse();

        Thread closer = new Thread(() -> publisher.close(NET));
        closer.start();
        awaitWaiting(closer);
        assertThat(publisher.sendReady()).isTrue();
        join(closer);
        assertThat(publisher.stats().delivered()).isEqualTo(1);
    }

    @Test
    void close_onAnInterruptedThreadStillSendsWhatIsThere() {
        CountDownLatch goOn = new CountDownLatch(1);
        transport.answer(batch -> {
            await(goOn);
            return FakeTransport.delivered(batch);
        });
        ActivityPublisher publisher = publisher().build();
        publisher.publish(Events.login("a"));
        Thread closer = new Thread(() -> {
            Thread.currentThread().interrupt();
            publisher.close(NET);
            interruptKept.set(Thread.currentThread().isInterrupted());
        });
        closer.start();
        awaitWaiting(closer);
        goOn.countDown();
        join(closer);

        assertThat(interruptKept).isTrue();
        assertThat(heard.dropped()).isEmpty();
        assertThat(publisher.stats().delivered()).isEqualTo(1);
    }

    @Test
    void close_waitsForTheCloseOfAnotherThread() {
        CountDownLatch goOn = new CountDownLatch(1);
        transport.answer(batch -> {
            await(goOn);
            return FakeTransport.delivered(batch);
        });
        ActivityPublisher publisher = publisher().build();
        publisher.publish(Events.login("a"));
        Thread first = new Thread(() -> publisher.close(NET));
        first.start();
        awaitWaiting(first);

        // Such a second close is the exit hook's: it must not let the JVM go meanwhile.
        Thread second = new Thread(() -> publisher.close(NET));
        second.start();
        awaitWaiting(second);
        goOn.countDown();
        join(second);
        assertThat(transport.isClosed()).isTrue();
        join(first);
    }

    @Test
    void close_doesNotThrowWhatTheTransportThrows() {
        Transport broken = new Transport() {
            @Override
            public List<Delivery> send(List<OutboundEvent> batch) {
                return FakeTransport.delivered(batch);
            }

            @Override
            public void close() {
                throw new IllegalStateException("broken");
            }
        };
        ActivityPublisher publisher =
                ActivityPublisher.to(broken).closeOnExit(false).build();
        publisher.publish(Events.login());

        assertThat(publisher.close(NET)).isZero();
    }

    @Test
    void deadlines_mayBeAsLongAsADurationCanBe() {
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        ActivityPublisher publisher = publisher()
                .deliveryTimeout(forever)
                .linger(forever)
                .closeTimeout(forever)
                .build();
        publisher.publish(Events.login());

        assertThat(publisher.flush(forever)).isZero();
        assertThat(publisher.close(forever)).isZero();
    }

    @Test
    void publish_ofAnEventWithItsOwnOriginLeavesNoHole() {
        ActivityEvent relayed = Events.login("relayed")
                .timestamp(Instant.EPOCH)
                .origin("somebody-else", 42L)
                .build();
        try (ActivityPublisher publisher = publisher().build()) {
            publisher.publish(relayed);
            publisher.publish(Events.login("first"));
            publisher.publish(relayed.toBuilder().id("again"));
            publisher.publish(Events.login("second"));
            assertThat(publisher.flush(NET)).isZero();
        }
        assertThat(transport.batches().stream().flatMap(List::stream))
                .extracting(event -> event.json().replaceAll(".*\"seq\":([0-9]+).*", "$1"))
                .containsExactly("42", "1", "42", "2");
    }

    /** Until that thread waits; one that ends instead fails the test. */
    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
