package dev.taly.activity.publish;

import static dev.taly.activity.publish.SpoolSteps.assertBalance;
import static dev.taly.activity.publish.SpoolSteps.everythingIn;
import static dev.taly.activity.publish.SpoolSteps.publishAll;
import static dev.taly.activity.publish.SpoolSteps.segmentsIn;
import static dev.taly.activity.publish.SpoolSteps.sendAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.publish.SpoolFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the publisher makes of a disk that fails: it does without, says so, and tries again. */
@Timeout(60)
class SpoolFaultsTest {
    @TempDir
    Path root;

    private final FakeTransport transport = new FakeTransport();
    private final Heard heard = new Heard();
    private final AtomicLong nanos = new AtomicLong();
    private final BrittleFiles files = new BrittleFiles();

    private PublisherBuilder publisher() {
        return publisher(files);
    }

    private PublisherBuilder publisher(BrittleFiles process) {
        return ActivityPublisher.to(transport)
                .listener(heard)
                .nanoTime(nanos::get)
                .backoff(tries -> 100L)
                .spool(root)
                .spoolFiles(process)
                .closeOnExit(false)
                .withoutThreads();
    }

    private void rest() {
        nanos.addAndGet(SpoolWriter.REST_NANOS);
    }

    private static boolean isSegment(Path file) {
        return file.toString().endsWith(Segment.EVENTS);
    }

    private static boolean isReceipts(Path file) {
        return file.toString().endsWith(Segment.SETTLED);
    }

    @Test
    void publish_keepsInMemoryWhatCannotBeWritten() {
        ActivityPublisher publisher = publisher().build();
        files.unwritable(file -> true);
        publishAll(publisher, "a", "b");
        sendAll(publisher);

        assertThat(transport.ids()).containsExactly("a", "b");
        assertThat(publisher.stats().spool().unspooled()).isEqualTo(2);
        assertThat(heard.failures()).as("the disk is left alone for a while").containsExactly(Kind.NOT_WRITTEN);
        assertThat(publisher.stats().spool().failures()).isEqualTo(1);
        assertBalance(publisher);
    }

    @Test
    void publish_goesBackToTheDiskWhenItWorksAgain() throws IOException {
        ActivityPublisher publisher = publisher().build();
        transport.answer(FakeTransport::failed);
        publishAll(publisher, "before");
        files.unwritable(file -> true);
        publishAll(publisher, "meanwhile");
        rest();
        publishAll(publisher, "still");
        files.sound();
        publishAll(publisher, "resting");
        rest();
        publishAll(publisher, "after");
        assertThat(publisher.stats().spool().unspooled()).isEqualTo(3);
        files.kill();

        transport.answer(FakeTransport::delivered);
        sendAll(publisher(new BrittleFiles()).build());
        assertThat(transport.ids()).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void diskFull_leavesNothingBehindThatHarms() throws IOException {
        ActivityPublisher publisher = publisher().build();
        transport.answer(FakeTransport::failed);
        publishAll(publisher, "a");
        files.spaceLeft(100);
        publishAll(publisher, "b");
        assertThat(heard.failures()).containsExactly(Kind.NOT_WRITTEN);
        rest();
        publishAll(publisher, "c");
        files.sound();
        rest();
        publishAll(publisher, "d");
        files.kill();

        transport.answer(FakeTransport::delivered);
        ActivityPublisher next = publisher(new BrittleFiles()).build();
        sendAll(next);
        assertThat(transport.ids()).containsExactlyInAnyOrder("a", "d");
        assertThat(heard.failures()).containsOnly(Kind.NOT_WRITTEN);
        next.close();
        assertThat(everythingIn(root)).isEmpty();
    }

    @Test
    void memoryOnly_eventsFillTheBufferAndAreAbandonedAsWithoutASpool() {
        ActivityPublisher publisher = publisher().bufferEvents(2).build();
        files.unwritable(file -> true);
        transport.answer(FakeTransport::failed);
        publishAll(publisher, "a", "b");

        assertThat(publisher.publish(Events.login("c"))).isInstanceOf(PublishResult.Dropped.class);
        assertThat(heard.reasons()).containsExactly(DropReason.BUFFER_FULL);
        assertThat(publisher.close(Duration.ZERO)).isEqualTo(2);
        assertThat(publisher.stats().spool().left()).isZero();
        assertBalance(publisher);
    }

    @Test
    void build_reportsADirectoryThatCannotBeUsed() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "no directory");
        ActivityPublisher publisher = publisher().spool(file).build();
        assertThat(heard.failures()).containsExactly(Kind.NOT_WRITTEN);
        publishAll(publisher, "a");
        publisher.tendSpool();
        sendAll(publisher);

        assertThat(transport.ids()).containsExactly("a");
        assertThat(publisher.stats().spool().unspooled()).isEqualTo(1);
        assertThat(publisher.close(Duration.ZERO)).isZero();
    }

    @Test
    void build_refusesALimitThatIsTooSmall() {
        assertThatThrownBy(() -> publisher().spoolBytes(2L * 1024 * 1024 - 1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spoolBytes must be at least 2097152");
    }

    @Test
    void directory_thatVanishesIsNoticedAndMadeAnew() throws IOException {
        ActivityPublisher publisher = publisher().build();
        publishAll(publisher, "a");
        deleteEverything();
        publisher.tendSpool();
        assertThat(heard.failures()).contains(Kind.NOT_WRITTEN);
        rest();
        publishAll(publisher, "b");
        assertThat(segmentsIn(root)).hasSize(1);
        sendAll(publisher);

        assertThat(transport.ids()).as("memory has it").containsExactly("a", "b");
        assertThat(publisher.close(Duration.ZERO)).isZero();
        assertThat(everythingIn(root)).isEmpty();
    }

    @Test
    void lock_thatVanishesIsNoticed() throws IOException {
        ActivityPublisher publisher = publisher().build();
        publishAll(publisher, "a");
        Path directory = segmentsIn(root).get(0).resolveSibling("");
        Files.delete(directory.resolve("lock"));
        publisher.tendSpool();
        assertThat(heard.failures()).containsExactly(Kind.NOT_WRITTEN);
        rest();
        publishAll(publisher, "b");
        assertThat(segmentsIn(root))
                .hasSize(2)
                .extracting(segment -> segment.resolveSibling("lock"))
                .filteredOn(Files::exists)
                .hasSize(1);
    }

    @Test
    void close_afterTheDirectoryVanishedSaysWhatIsLost() throws IOException {
        ActivityPublisher publisher = publisher().build();
        publishAll(publisher, "a", "b");
        deleteEverything();

        assertThat(publisher.close(Duration.ZERO)).isEqualTo(2);
        assertThat(heard.reasons()).containsExactly(DropReason.ABANDONED, DropReason.ABANDONED);
        assertBalance(publisher);
    }

    @Test
    void receipts_thatCannotBeWrittenAreWrittenLater() throws IOException {
        ActivityPublisher publisher = publisher().build();
        files.unwritable(SpoolFaultsTest::isReceipts);
        publishAll(publisher, "a");
        sendAll(publisher);
        assertThat(heard.failures()).containsExactly(Kind.NOT_SETTLED);
        files.sound();
        publishAll(publisher, "b");
        sendAll(publisher);
        files.kill();

        transport.forget();
        sendAll(publisher(new BrittleFiles()).build());
        assertThat(transport.ids()).isEmpty();
    }

    @Test
    void receipts_thatAreNeverWrittenCostASecondDelivery() throws IOException {
        ActivityPublisher publisher = publisher().build();
        files.unwritable(SpoolFaultsTest::isReceipts);
        publishAll(publisher, "a");
        sendAll(publisher);
        files.kill();

        transport.forget();
        sendAll(publisher(new BrittleFiles()).build());
        assertThat(transport.ids()).containsExactly("a");
    }

    @Test
    void segment_thatCannotBeDeletedIsDeletedLater() throws IOException {
        publishAll(publisher().build(), "a");
        files.kill();
        BrittleFiles process = new BrittleFiles().undeletable(SpoolFaultsTest::isSegment);
        ActivityPublisher next = publisher(process).build();
        sendAll(next);
        assertThat(heard.failures()).containsExactly(Kind.NOT_DELETED);
        assertThat(segmentsIn(root)).hasSize(1);

        process.sound();
        nanos.addAndGet(SpoolKeeper.ROUND_NANOS);
        next.tendSpool();
        assertThat(everythingIn(root)).as("its own directory").hasSize(2);
        assertThat(next.stats().spool().bytes()).isZero();
    }

    @Test
    void segment_thatCannotBeReadIsReadLater() {
        ActivityPublisher publisher = publisher().bufferEvents(2).build();
        publisher.tendSpool();
        publishAll(publisher, "a", "b", "c", "d");
        files.unreadable(SpoolFaultsTest::isSegment);
        sendAll(publisher);
        assertThat(heard.failures()).contains(Kind.NOT_READ);
        assertThat(publisher.stats().pending()).isEqualTo(2);
        assertThat(publisher.stats().droppedInAll()).isZero();

        files.sound();
        nanos.addAndGet(SpoolKeeper.ROUND_NANOS);
        sendAll(publisher);
        assertThat(transport.ids()).containsExactly("a", "b", "c", "d");
        assertBalance(publisher);
    }

    @Test
    void segment_thatCannotBeReadHoldsUpNoOthers() {
        ActivityPublisher publisher = publisher().bufferEvents(2).build();
        publisher.tendSpool();
        publishAll(publisher, "a", "b", "c", "d");
        files.unreadable(SpoolFaultsTest::isSegment);
        sendAll(publisher);
        assertThat(transport.ids()).containsExactly("a", "b");
        for (int i = 0; i < 10; i++) {
            publishAll(publisher, "e" + i);
            sendAll(publisher);
            assertThat(transport.ids()).endsWith("e" + i);
        }
        assertThat(publisher.flush(Duration.ZERO)).as("what can't be read").isEqualTo(2);

        files.sound();
        nanos.addAndGet(SpoolKeeper.ROUND_NANOS);
        sendAll(publisher);
        assertThat(transport.ids()).hasSize(14).endsWith("c", "d");
        assertThat(publisher.flush(Duration.ZERO)).isZero();
        assertBalance(publisher);
    }

    @Test
    void segment_thatCannotBeReadIsTriedOnceARound() {
        ActivityPublisher publisher = publisher().bufferEvents(2).build();
        publisher.tendSpool();
        publishAll(publisher, "a", "b", "c", "d");
        files.unreadable(SpoolFaultsTest::isSegment);
        sendAll(publisher);
        int before = heard.failures().size();
        sendAll(publisher);
        assertThat(heard.failures()).hasSize(before);
        // Its own segment is looked at in each round, too.
        nanos.addAndGet(SpoolKeeper.ROUND_NANOS);
        sendAll(publisher);
        assertThat(heard.failures().subList(before, heard.failures().size()))
                .containsExactly(Kind.NOT_WRITTEN, Kind.NOT_READ);
    }

    @Test
    void directory_thatCannotBeReadIsTakenOverLater() throws IOException {
        publishAll(publisher().build(), "a");
        files.kill();
        BrittleFiles process = new BrittleFiles().unreadable(SpoolFaultsTest::isSegment);
        ActivityPublisher next = publisher(process).build();
        sendAll(next);
        assertThat(heard.failures()).containsExactly(Kind.NOT_TAKEN_OVER);

        process.sound();
        nanos.addAndGet(SpoolKeeper.ROUND_NANOS);
        sendAll(next);
        assertThat(transport.ids()).containsExactly("a");
    }

    @Test
    void publish_doesNotWaitForADiskThatHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ActivityPublisher publisher = publisher().build();
        publishAll(publisher, "first");
        files.beforeWrite(() -> {
            hanging.countDown();
            await(goOn);
        });
        Thread victim = new Thread(() -> publisher.publish(Events.login("victim")));
        victim.start();
        await(hanging);
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            publishAll(publisher, "e" + i);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(publisher.stats().spool().unspooled()).isEqualTo(1_000);
        assertThat(heard.failures()).containsExactly(Kind.NOT_WRITTEN);
        publisher.flush(Duration.ZERO);
        assertThat(publisher.sendReady()).as("senders don't wait either").isTrue();

        files.beforeWrite(() -> {});
        goOn.countDown();
        victim.join();
        rest();
        publishAll(publisher, "after");
        assertThat(publisher.stats().spool().unspooled()).isEqualTo(1_000);
        sendAll(publisher);
        assertThat(transport.ids()).hasSize(1_003).contains("victim", "after");
        assertBalance(publisher);
    }

    @Test
    void close_doesNotWaitForADiskThatHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ActivityPublisher publisher = publisher().build();
        publishAll(publisher, "first");
        files.beforeWrite(() -> {
            hanging.countDown();
            await(goOn);
        });
        Thread victim = new Thread(() -> publisher.publish(Events.login("victim")));
        victim.start();
        await(hanging);

        assertThat(publisher.close(Duration.ZERO)).isZero();
        assertThat(publisher.stats().spool().left()).isEqualTo(1);
        goOn.countDown();
        victim.join();
    }

    @Test
    void publish_onAnInterruptedThreadStillReachesTheDisk() throws IOException {
        ActivityPublisher publisher = publisher().build();
        Thread.currentThread().interrupt();
        publishAll(publisher, "a", "b");
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        publishAll(publisher, "c");
        files.kill();

        sendAll(publisher(new BrittleFiles()).build());
        assertThat(transport.ids()).containsExactly("a", "b", "c");
        assertThat(heard.failures()).isEmpty();
    }

    @Test
    void listener_thatThrowsHarmsNothing() {
        PublishListener broken = new PublishListener() {
            @Override
            public void onSpoolFailure(SpoolFailure failure) {
                throw new AssertionError("broken listener");
            }
        };
        ActivityPublisher publisher = publisher().listener(broken).build();
        files.unwritable(file -> true);
        publishAll(publisher, "a");
        sendAll(publisher);

        assertThat(transport.ids()).containsExactly("a");
        assertThat(publisher.stats().listenerFailures()).isEqualTo(1);
    }

    @Test
    void listener_thatPublishesDoesNotLockItselfOut() {
        ActivityPublisher[] itself = new ActivityPublisher[1];
        PublishListener publishing = new PublishListener() {
            @Override
            public void onSpoolFailure(SpoolFailure failure) {
                itself[0].publish(Events.login("trouble"));
            }
        };
        itself[0] = publisher().listener(publishing).build();
        files.unwritable(file -> true);
        publishAll(itself[0], "a");
        sendAll(itself[0]);

        assertThat(transport.ids()).containsExactlyInAnyOrder("a", "trouble");
    }

    private void deleteEverything() throws IOException {
        for (Path path :
                everythingIn(root).stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
