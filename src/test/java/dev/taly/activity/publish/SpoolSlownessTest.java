package dev.taly.activity.publish;

import static dev.taly.activity.publish.SpoolSteps.assertBalance;
import static dev.taly.activity.publish.SpoolSteps.publishAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is slow or hangs costs one caller its time, and nobody else. Times are far from what is measured. */
@Timeout(60)
class SpoolSlownessTest {
    private static final Duration SOON = Duration.ofSeconds(4);

    @TempDir
    Path root;

    private final FakeTransport transport = new FakeTransport();
    private final Heard heard = new Heard();
    private final BrittleFiles files = new BrittleFiles();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    private PublisherBuilder publisher() {
        return ActivityPublisher.to(transport)
                .listener(heard)
                .spool(root)
                .spoolFiles(files)
                .closeOnExit(false)
                .withoutThreads();
    }

    @AfterEach
    void theDiskGoesOn() throws Exception {
        goOn.countDown();
        callers.shutdown();
        assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private void hang() {
        hanging.countDown();
        await(goOn);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void publish_ofManyCallersDoesNotWaitForAllTheirWrites() throws Exception {
        ActivityPublisher publisher = publisher().build();
        CountDownLatch never = new CountDownLatch(1);
        files.beforeWrite(() -> {
            try {
                // What the disk takes for each.
                assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        List<Future<Duration>> durations = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            durations.add(callers.submit(() -> {
                long start = System.nanoTime();
                publisher.publish(Events.login());
                return since(start);
            }));
        }
        for (Future<Duration> duration : durations) {
            assertThat(duration.get()).isLessThan(SOON);
        }
        assertThat(publisher.stats().spool().unspooled()).isPositive();
        assertThat(heard.failures()).containsOnly(SpoolFailure.Kind.NOT_WRITTEN);
        files.sound();
        publisher.flush(Duration.ZERO);
        while (publisher.sendReady()) {}
        assertThat(publisher.stats().delivered()).isEqualTo(100);
        assertBalance(publisher);
    }

    @Test
    void flush_keepsItsDeadlineWhileTheDiskHangs() throws Exception {
        ActivityPublisher publisher = publisher().bufferEvents(2).build();
        publisher.tendSpool();
        publishAll(publisher, "a", "b", "c", "d");
        publisher.flush(Duration.ZERO);
        while (publisher.sendReady()) {}
        files.beforeWrite(this::hang);
        callers.execute(() -> publisher.publish(Events.login("victim")));
        await(hanging);

        long start = System.nanoTime();
        assertThat(publisher.flush(Duration.ofMillis(100))).isEqualTo(2);
        assertThat(since(start)).isLessThan(SOON);
    }

    @Test
    void close_keepsItsDeadlineWhileTheDiskHangs() throws Exception {
        transport.answer(FakeTransport::failed);
        ActivityPublisher publisher = publisher().build();
        publishAll(publisher, "a");
        files.beforeRead(this::hang);

        long start = System.nanoTime();
        assertThat(publisher.close(Duration.ofMillis(100))).isZero();
        assertThat(since(start)).isLessThan(SOON);
        assertThat(publisher.stats().spool().left()).isEqualTo(1);
        assertBalance(publisher);
    }

    @Test
    void event_thatTheDiskLetsGoAfterTheCloseIsLeft() throws Exception {
        ActivityPublisher publisher = publisher().build();
        files.beforeWrite(this::hang);
        Future<PublishResult> victim = callers.submit(() -> publisher.publish(Events.login("victim")));
        await(hanging);
        publisher.close(Duration.ZERO);
        goOn.countDown();

        assertThat(victim.get()).isInstanceOf(PublishResult.Accepted.class);
        assertThat(publisher.stats().spool().left()).isEqualTo(1);
        assertThat(publisher.stats().pending()).isZero();
        assertBalance(publisher);
    }

    @Test
    void senders_sendOnWhileReceiptsHang() throws Exception {
        CountDownLatch sent = new CountDownLatch(21);
        transport.answer(batch -> {
            batch.forEach(event -> sent.countDown());
            return FakeTransport.delivered(batch);
        });
        ActivityPublisher publisher = ActivityPublisher.to(transport)
                .listener(heard)
                .spool(root)
                .spoolFiles(files)
                .senders(1)
                .linger(Duration.ofMillis(1))
                .closeOnExit(false)
                .build();
        AtomicInteger writes = new AtomicInteger();
        // The format, the event, its receipt.
        files.beforeWrite(() -> {
            if (writes.incrementAndGet() == 3) {
                hang();
            }
        });
        publishAll(publisher, "first");
        await(hanging);
        for (int i = 0; i < 20; i++) {
            publishAll(publisher, "e" + i);
        }
        await(sent);
        goOn.countDown();
        assertThat(publisher.close(Duration.ofSeconds(30))).isZero();
        assertBalance(publisher);
    }
}
