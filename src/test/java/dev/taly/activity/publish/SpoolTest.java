package dev.taly.activity.publish;

import static dev.taly.activity.publish.SpoolSteps.assertBalance;
import static dev.taly.activity.publish.SpoolSteps.everythingIn;
import static dev.taly.activity.publish.SpoolSteps.publishAll;
import static dev.taly.activity.publish.SpoolSteps.sendAll;
import static dev.taly.activity.publish.SpoolSteps.sizeOfEverythingIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.publish.Transport.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a spool keeps and gives back. There are no threads here and time stands still: {@code sendReady} and {@code
 * tendSpool} are what the publisher's threads do over and over.
 */
@Timeout(60)
class SpoolTest {
    private static final Duration NOW = Duration.ZERO;

    @TempDir
    Path root;

    private final FakeTransport transport = new FakeTransport();
    private final Heard heard = new Heard();
    private final AtomicLong nanos = new AtomicLong();
    private final BrittleFiles files = new BrittleFiles();

    private PublisherBuilder publisher() {
        return publisher(files);
    }

    /** One in a process of its own. */
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

    // A killed process

    @Test
    void kill_losesNothing() throws IOException {
        ActivityPublisher killed = publisher().build();
        publishAll(killed, "a", "b", "c");
        files.kill();

        ActivityPublisher next = publisher(new BrittleFiles()).build();
        assertThat(next.tendSpool()).isTrue();
        sendAll(next);
        assertThat(transport.ids()).containsExactly("a", "b", "c");
        assertThat(next.stats().spool().recovered()).isEqualTo(3);
        assertBalance(next);
    }

    @Test
    void kill_changesNothingAboutTheEvents() throws IOException {
        transport.answer(FakeTransport::failed);
        ActivityPublisher killed = publisher().build();
        killed.publish(Events.login("a").metadata(Map.of("text", "ä€😀\u0000\uFFFF")));
        killed.publish(Events.login("b").outcome(Outcome.FAILURE).level(Level.CRITICAL));
        sendAll(killed);
        List<OutboundEvent> before = sent();
        files.kill();

        transport.forget();
        ActivityPublisher next = publisher(new BrittleFiles()).build();
        next.tendSpool();
        sendAll(next);
        assertThat(sent()).isEqualTo(before).hasSize(2);
    }

    @Test
    void kill_sendsAgainOnlyWhatWasNotConfirmed() throws IOException {
        ActivityPublisher killed = publisher().build();
        transport.answer(batch -> List.of(
                new Delivery.Delivered(),
                new Delivery.Failed("no"),
                new Delivery.Refused("bad"),
                new Delivery.Failed("no")));
        publishAll(killed, "a", "b", "c", "d");
        killed.flush(NOW);
        killed.sendReady();
        files.kill();

        transport.forget();
        transport.answer(FakeTransport::delivered);
        ActivityPublisher next = publisher(new BrittleFiles()).build();
        next.tendSpool();
        sendAll(next);
        assertThat(transport.ids()).containsExactly("b", "d");
    }

    @Test
    void kill_againAndAgainLosesNothing() throws IOException {
        publishAll(publisher().build(), "a", "b", "c");
        files.kill();
        for (int i = 0; i < 5; i++) {
            BrittleFiles process = new BrittleFiles();
            ActivityPublisher next = publisher(process).build();
            next.tendSpool();
            next.publish(Events.login("more-" + i));
            process.kill();
        }

        ActivityPublisher last = publisher(new BrittleFiles()).build();
        last.tendSpool();
        sendAll(last);
        assertThat(transport.ids())
                .containsExactlyInAnyOrder("a", "b", "c", "more-0", "more-1", "more-2", "more-3", "more-4");
        last.close();
        assertThat(everythingIn(root)).isEmpty();
    }

    // Close

    @Test
    void close_leavesWhatIsOpenToTheNext() {
        transport.answer(FakeTransport::failed);
        ActivityPublisher closed = publisher().build();
        publishAll(closed, "a", "b");

        assertThat(closed.close(NOW)).as("lost").isZero();
        assertThat(closed.stats().spool().left()).isEqualTo(2);
        assertThat(closed.stats().pending()).isZero();
        assertThat(heard.dropped()).isEmpty();
        assertBalance(closed);

        transport.answer(FakeTransport::delivered);
        ActivityPublisher next = publisher(new BrittleFiles()).build();
        next.tendSpool();
        sendAll(next);
        assertThat(transport.ids()).containsExactly("a", "b");
    }

    @Test
    void close_withNothingLeftLeavesNoFile() {
        ActivityPublisher closed = publisher().build();
        publishAll(closed, "a", "b");
        sendAll(closed);
        closed.close();

        assertThat(everythingIn(root)).isEmpty();
    }

    @Test
    void close_whileABatchIsOnItsWayLeavesItToTheNext() {
        ActivityPublisher closed = publisher().build();
        publishAll(closed, "a", "b");
        closed.flush(NOW);
        transport.answer(batch -> {
            closed.close(NOW);
            return List.of(new Delivery.Delivered(), new Delivery.Failed("no"));
        });
        closed.sendReady();

        assertThat(closed.stats().spool().left()).isEqualTo(2);
        transport.answer(FakeTransport::delivered);
        transport.forget();
        ActivityPublisher next = publisher(new BrittleFiles()).build();
        next.tendSpool();
        sendAll(next);
        assertThat(transport.ids()).as("once too often is better than never").containsExactly("a", "b");
    }

    @Test
    void close_whileEventsAreReadBackLeavesThemToTheNext() {
        ActivityPublisher closed = publisher().bufferEvents(2).build();
        closed.tendSpool();
        publishAll(closed, "a", "b", "c", "d");
        closed.flush(NOW);
        closed.sendReady();
        files.beforeRead(() -> {
            files.beforeRead(() -> {});
            closed.close(NOW);
            ActivityPublisher next = publisher(new BrittleFiles()).build();
            sendAll(next);
            next.close();
        });
        closed.tendSpool();

        assertThat(transport.ids()).containsExactly("a", "b", "c", "d");
        assertThat(heard.reasons()).isEmpty();
        assertThat(closed.stats().spool().left()).isEqualTo(2);
        assertBalance(closed);
        assertThat(closed.stats().pending()).isZero();
    }

    @Test
    void flush_afterTheCloseWaitsForNothing() {
        ActivityPublisher closed = publisher().bufferEvents(2).build();
        transport.answer(FakeTransport::failed);
        publishAll(closed, "a", "b", "c", "d");
        closed.close(NOW);

        assertThat(closed.stats().spool().left()).isEqualTo(4);
        assertThat(closed.flush(Duration.ofDays(1))).isZero();
    }

    @Test
    void close_looksWhetherWhatIsOnTheDiskAloneIsThere() throws IOException {
        ActivityPublisher closed = publisher().bufferEvents(2).build();
        transport.answer(FakeTransport::failed);
        publishAll(closed, "a", "b", "c", "d", "e");
        Files.delete(SpoolSteps.segmentsIn(root).get(0));

        assertThat(closed.close(NOW)).isEqualTo(5);
        assertThat(closed.stats().spool().left()).isZero();
        assertThat(closed.stats().dropped())
                .containsOnly(Map.entry(DropReason.ABANDONED, 2L), Map.entry(DropReason.SPOOL_DAMAGED, 3L));
        assertBalance(closed);
    }

    @Test
    void flush_countsWhatOthersLeftWhateverIsPublishedMeanwhile() throws IOException {
        publishAll(publisher().build(), "old0", "old1", "old2", "old3");
        files.kill();
        ActivityPublisher publisher =
                publisher(new BrittleFiles()).bufferEvents(2).build();
        publishAll(publisher, "n0", "n1");
        publisher.tendSpool();
        for (int i = 0;
                transport.ids().stream().filter(id -> id.startsWith("old")).count() < 4;
                i++) {
            assertThat(publisher.flush(NOW)).as("round %d", i).isPositive();
            publishAll(publisher, "a" + i, "b" + i);
            publisher.sendReady();
            publisher.tendSpool();
            assertThat(i).as("others get their turn").isLessThan(20);
        }
        sendAll(publisher);
        assertBalance(publisher);
    }

    // An outage

    @Test
    void outage_keepsOnTheDiskWhatMemoryCannotTake() {
        ActivityPublisher publisher = publisher().bufferEvents(4).build();
        transport.answer(FakeTransport::failed);
        String[] ids = IntStream.range(0, 30).mapToObj(i -> "e" + i).toArray(String[]::new);
        publishAll(publisher, ids);
        sendAll(publisher);
        assertThat(publisher.stats().pending()).isEqualTo(30);
        assertThat(publisher.flush(NOW)).isEqualTo(30);
        assertThat(publisher.tendSpool()).as("there is no room").isFalse();

        transport.forget();
        transport.answer(FakeTransport::delivered);
        sendAll(publisher);
        assertThat(transport.ids()).containsExactlyInAnyOrder(ids);
        assertThat(publisher.flush(NOW)).isZero();
        assertBalance(publisher);
    }

    @Test
    void outage_expiresNothing() {
        ActivityPublisher publisher =
                publisher().deliveryTimeout(Duration.ofSeconds(1)).build();
        transport.answer(FakeTransport::failed);
        publishAll(publisher, "a");
        for (int i = 0; i < 5; i++) {
            sendAll(publisher);
            nanos.addAndGet(Duration.ofHours(1).toNanos());
        }
        assertThat(publisher.stats().pending()).isEqualTo(1);

        transport.answer(FakeTransport::delivered);
        sendAll(publisher);
        assertThat(publisher.stats().delivered()).isEqualTo(1);
    }

    @Test
    void event_thatFailsForLongStillWaitsBetweenItsTries() {
        ActivityPublisher publisher =
                publisher().deliveryTimeout(Duration.ofSeconds(1)).build();
        transport.answer(batch -> batch.size() == 1
                ? FakeTransport.failed(batch)
                : List.of(new Delivery.Failed("no"), new Delivery.Delivered()));
        publishAll(publisher, "bad");
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        publishAll(publisher, "good");
        assertThat(publisher.sendReady()).isTrue();

        assertThat(publisher.stats().pending()).isEqualTo(1);
        assertThat(publisher.sendReady()).isFalse();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(publisher.sendReady()).isTrue();
    }

    @Test
    void event_thatIsPublishedWhileOthersAreOnTheDiskComesAfterThem() {
        ActivityPublisher publisher = publisher().bufferEvents(2).build();
        publishAll(publisher, "a", "b", "c");
        publisher.flush(NOW);
        publisher.sendReady();
        publishAll(publisher, "d");
        sendAll(publisher);

        assertThat(transport.ids()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void spool_refusesWhenItIsFullAndTakesMoreWhenThereIsRoom() {
        long limit = 2L * 1024 * 1024;
        ActivityPublisher publisher = publisher().spoolBytes(limit).build();
        transport.answer(FakeTransport::failed);
        Map<String, String> large = Map.of("a", "x".repeat(100_000));
        int accepted = 0;
        while (publisher.publish(Events.login().metadata(large)) instanceof PublishResult.Accepted) {
            accepted++;
        }
        assertThat(heard.reasons()).containsExactly(DropReason.SPOOL_FULL);
        assertThat(accepted).isEqualTo(20);
        assertThat(sizeOfEverythingIn(root)).isLessThanOrEqualTo(limit);
        assertThat(publisher.stats().spool().bytes()).isBetween(sizeOfEverythingIn(root), limit);

        transport.answer(FakeTransport::delivered);
        sendAll(publisher);
        assertThat(publisher.publish(Events.login().metadata(large))).isInstanceOf(PublishResult.Accepted.class);
        assertThat(publisher.stats().dropped()).containsExactly(Map.entry(DropReason.SPOOL_FULL, 1L));
        assertBalance(publisher);
    }

    @Test
    void segments_areDeletedAsTheirEventsAreSettled() {
        ActivityPublisher publisher = publisher().spoolBytes(2L * 1024 * 1024).build();
        for (int i = 0; i < 200; i++) {
            publisher.publish(Events.login().metadata(Map.of("a", "x".repeat(50_000))));
            sendAll(publisher);
        }
        assertThat(heard.dropped()).isEmpty();
        assertThat(sizeOfEverythingIn(root)).isLessThan(300_000);
    }

    // Several publishers

    @Test
    void publishers_ofOneDirectoryLeaveEachOtherAlone() {
        ActivityPublisher one = publisher().build();
        ActivityPublisher other = publisher(new BrittleFiles()).build();
        publishAll(one, "a");
        publishAll(other, "b");
        one.tendSpool();
        other.tendSpool();
        assertThat(one.stats().spool().recovered()).isZero();
        sendAll(other);
        assertThat(transport.ids()).containsExactly("b");
    }

    @Test
    void publisher_takesOverLaterWhatAnotherLeavesMeanwhile() throws IOException {
        ActivityPublisher lasting = publisher(new BrittleFiles()).build();
        lasting.tendSpool();
        publishAll(publisher().build(), "a");
        files.kill();
        lasting.tendSpool();
        assertThat(lasting.stats().spool().recovered()).isZero();

        nanos.addAndGet(SpoolKeeper.ROUND_NANOS);
        lasting.tendSpool();
        sendAll(lasting);
        assertThat(transport.ids()).containsExactly("a");
    }

    @Test
    void files_areForTheOwnerAlone() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        publishAll(publisher().build(), "damaged", "a");
        files.kill();
        Path segment = SpoolSteps.segmentsIn(root).get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[Segment.FIRST + 20] ^= 1;
        Files.write(segment, bytes);
        ActivityPublisher publisher = publisher(new BrittleFiles()).build();
        transport.answer(batch -> batch.size() == 1
                ? FakeTransport.delivered(batch)
                : List.of(new Delivery.Delivered(), new Delivery.Failed("no")));
        sendAll(publisher);
        publishAll(publisher, "b", "c");
        publisher.flush(NOW);
        publisher.sendReady();

        assertThat(everythingIn(root))
                .as("an aside, a lock, events, receipts, and their directory")
                .hasSize(5)
                .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }

    private List<OutboundEvent> sent() {
        return transport.batches().stream().flatMap(List::stream).toList();
    }
}
