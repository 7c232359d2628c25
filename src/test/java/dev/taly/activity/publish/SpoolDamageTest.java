package dev.taly.activity.publish;

import static dev.taly.activity.publish.SpoolSteps.assertBalance;
import static dev.taly.activity.publish.SpoolSteps.everythingIn;
import static dev.taly.activity.publish.SpoolSteps.publishAll;
import static dev.taly.activity.publish.SpoolSteps.segmentsIn;
import static dev.taly.activity.publish.SpoolSteps.sendAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.publish.Transport.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is found after a crash in the middle of a write, and after somebody changed the files. */
@Timeout(120)
class SpoolDamageTest {
    @TempDir
    Path root;

    private final FakeTransport transport = new FakeTransport();
    private final Heard heard = new Heard();
    private Path segment = Path.of("");
    private byte[] whole = {};

    private ActivityPublisher publisher(BrittleFiles process) {
        return ActivityPublisher.to(transport)
                .listener(heard)
                .nanoTime(() -> 0)
                .backoff(tries -> 100L)
                .bufferEvents(2)
                .spool(root)
                .spoolFiles(process)
                .closeOnExit(false)
                .withoutThreads()
                .build();
    }

    /** Three events, of which the second has arrived. */
    @BeforeEach
    void threeEventsAreLeft() throws IOException {
        BrittleFiles process = new BrittleFiles();
        ActivityPublisher killed = publisher(process);
        transport.answer(batch -> List.of(new Delivery.Failed("no"), new Delivery.Delivered()));
        publishAll(killed, "a", "b", "c");
        killed.flush(Duration.ZERO);
        killed.sendReady();
        process.kill();
        transport.answer(FakeTransport::delivered);
        segment = segmentsIn(root).get(0);
        whole = Files.readAllBytes(segment);
    }

    /** What a publisher that comes after the crash sends; everything is put back for the next. */
    private List<String> recovered() throws IOException {
        byte[] receipts = Files.readAllBytes(receipts());
        byte[] lock = {};
        Path directory = directory();
        transport.forget();
        ActivityPublisher next = publisher(new BrittleFiles());
        sendAll(next);
        assertBalance(next);
        next.close();
        List<String> ids = transport.ids();
        assertThat(directory).doesNotExist();
        Files.createDirectories(directory);
        Files.write(directory.resolve("lock"), lock);
        Files.write(receipts(), receipts);
        return ids;
    }

    private Path directory() {
        return segment.resolveSibling("");
    }

    private Path receipts() {
        return Segment.settledOf(segment);
    }

    @Test
    void end_thatWasCutOffIsPassedOverInSilence() throws IOException {
        int last = lastFrame();
        // The last record at each byte, what is before it at some.
        for (int length = 0; length < whole.length; length += length < last ? 7 : 1) {
            Files.write(segment, Arrays.copyOf(whole, length));
            List<String> ids = recovered();

            assertThat(ids).as("cut to %d", length).isSubsetOf("a", "c");
            if (length >= last) {
                assertThat(ids).as("cut to %d", length).containsExactly("a");
            }
        }
        assertThat(heard.failures()).isEmpty();
        assertThat(everythingIn(root)).noneMatch(path -> path.toString().contains("damaged"));
    }

    @Test
    void byte_thatWasChangedCostsOneEventAtMost() throws IOException {
        SpoolFiles files = new DiskFiles();
        for (int at = 0; at < whole.length; at++) {
            Files.write(segment, changedAt(at));
            SegmentScan scan = SegmentScan.of(files, segment);

            assertThat(scan.damaged()).as("changed at %d", at).isTrue();
            assertThat(scan.records()).as("changed at %d", at).isEqualTo(at < Segment.FIRST ? 3 : 2);
        }
    }

    private byte[] changedAt(int at) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) (1 << (at % 8));
        return changed;
    }

    @Test
    void byte_thatWasChangedIsReportedAndItsFileSetAside() throws IOException {
        for (int at = 0; at < whole.length; at += 97) {
            byte[] changed = changedAt(at);
            Files.write(segment, changed);
            int before = heard.failures().size();
            List<String> ids = recovered();

            assertThat(ids).as("changed at %d", at).isSubsetOf("a", "c").hasSizeGreaterThanOrEqualTo(1);
            assertThat(heard.failures().subList(before, heard.failures().size()))
                    .as("changed at %d", at)
                    .containsExactly(SpoolFailure.Kind.DAMAGED);
            try (Stream<Path> files = Files.list(root)) {
                List<Path> aside = files.filter(path -> path.toString().contains("damaged-"))
                        .toList();
                assertThat(aside).as("changed at %d", at).hasSize(1);
                assertThat(Files.readAllBytes(aside.get(0))).isEqualTo(changed);
                assertThat(publisher(new BrittleFiles()).stats().spool().bytes())
                        .isEqualTo(changed.length);
                Files.delete(aside.get(0));
            }
        }
    }

    @Test
    void receipt_thatWasChangedOrCutOffCountsForNothing() throws IOException {
        byte[] receipts = Files.readAllBytes(receipts());
        for (int at = 0; at < receipts.length; at++) {
            byte[] changed = receipts.clone();
            changed[at] ^= 1;
            Files.write(segment, whole);
            Files.write(receipts(), changed);
            assertThat(recovered()).as("changed at %d", at).containsExactlyInAnyOrder("a", "b", "c");

            Files.write(segment, whole);
            Files.write(receipts(), Arrays.copyOf(receipts, at));
            assertThat(recovered()).as("cut to %d", at).containsExactlyInAnyOrder("a", "b", "c");
        }
        assertThat(heard.failures()).isEmpty();
    }

    @Test
    void receipts_afterOneThatWasCutOffAreRead() throws IOException {
        byte[] receipts = Files.readAllBytes(receipts());
        Files.write(receipts(), Arrays.copyOf(receipts, receipts.length + 3));
        BrittleFiles process = new BrittleFiles();
        ActivityPublisher next = publisher(process);
        transport.forget();
        transport.answer(batch -> List.of(new Delivery.Delivered(), new Delivery.Failed("no")));
        next.tendSpool();
        next.flush(Duration.ZERO);
        next.sendReady();
        process.kill();

        transport.forget();
        transport.answer(FakeTransport::delivered);
        sendAll(publisher(new BrittleFiles()));
        assertThat(transport.ids()).containsExactly("c");
    }

    @Test
    void receipts_withoutTheirSegmentAreDeleted() throws IOException {
        Files.delete(segment);
        ActivityPublisher next = publisher(new BrittleFiles());
        next.tendSpool();
        next.close();

        assertThat(everythingIn(root)).isEmpty();
    }

    @Test
    void directory_ofAPublisherThatDidNotComeFarIsDeleted() throws IOException {
        Files.delete(segment);
        Files.delete(receipts());
        publisher(new BrittleFiles()).tendSpool();

        assertThat(directory()).doesNotExist();
        assertThat(heard.failures()).isEmpty();
    }

    @Test
    void directory_thatLostItsLockIsTakenOver() throws IOException {
        Files.delete(directory().resolve("lock"));
        transport.forget();
        ActivityPublisher next = publisher(new BrittleFiles());
        sendAll(next);

        assertThat(transport.ids()).containsExactly("a", "c");
        assertThat(directory()).doesNotExist();
        assertThat(heard.failures()).isEmpty();
    }

    @Test
    void segment_thatCannotBeReadKeepsNoOtherFromBeingSent() throws IOException {
        Path bad = Files.copy(segment, segment.resolveSibling("99999999.events"));
        transport.forget();
        BrittleFiles process = new BrittleFiles().unreadable(bad::equals);
        ActivityPublisher next = publisher(process);
        sendAll(next);
        assertThat(transport.ids()).containsExactly("a", "c");
        assertThat(heard.failures()).containsExactly(SpoolFailure.Kind.NOT_TAKEN_OVER);
        assertThat(bad).exists();

        process.sound();
        next.close();
        sendAll(publisher(new BrittleFiles()));
        assertThat(transport.ids()).containsExactly("a", "c", "a", "b", "c");
        assertThat(directory()).doesNotExist();
    }

    @Test
    void link_thatSomebodyPlantedIsNotFollowed() throws IOException {
        Path victim = Files.writeString(root.resolve("victim"), "important");
        Files.delete(receipts());
        Files.createSymbolicLink(receipts(), victim);
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.copy(segment, elsewhere.resolve("00000001.events"));
        Files.createFile(elsewhere.resolve("lock"));
        Files.createSymbolicLink(root.resolve("publisher-linked"), elsewhere);
        Files.createSymbolicLink(root.resolve("damaged-linked"), victim);
        transport.forget();
        ActivityPublisher next = publisher(new BrittleFiles());
        sendAll(next);
        next.close();

        assertThat(transport.ids()).isEmpty();
        assertThat(victim).hasContent("important");
        assertThat(elsewhere.resolve("00000001.events")).exists();
        assertThat(heard.failures()).containsExactly(SpoolFailure.Kind.NOT_TAKEN_OVER);
    }

    @Test
    void root_mayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), Files.createDirectory(root.resolve("real")));
        ActivityPublisher linked = ActivityPublisher.to(transport)
                .listener(heard)
                .spool(link)
                .closeOnExit(false)
                .withoutThreads()
                .build();
        publishAll(linked, "a");
        assertThat(linked.stats().spool().unspooled()).isZero();
        linked.close(Duration.ZERO);
    }

    @Test
    void fileOfSomebodyElse_isLeftAlone() throws IOException {
        Path foreign = Files.writeString(root.resolve("notes.txt"), "mine");
        Files.createDirectory(root.resolve("publisher-without-a-lock"));
        ActivityPublisher next = publisher(new BrittleFiles());
        sendAll(next);
        next.close();

        assertThat(foreign).hasContent("mine");
        assertThat(heard.failures()).isEmpty();
    }

    @Test
    void parkedEvent_thatWasChangedIsCountedAsLost() throws IOException {
        ActivityPublisher publisher = publisher(new BrittleFiles());
        publisher.tendSpool();
        sendAll(publisher);
        transport.forget();
        publishAll(publisher, "one", "two", "three", "four");
        Path own = segmentsIn(root).get(0);
        byte[] bytes = Files.readAllBytes(own);
        bytes[new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("three")] ^= 1;
        Files.write(own, bytes);
        sendAll(publisher);

        assertThat(transport.ids()).containsExactlyInAnyOrder("one", "two", "four");
        assertThat(heard.reasons()).containsExactly(DropReason.SPOOL_DAMAGED);
        assertThat(heard.failures()).containsExactly(SpoolFailure.Kind.DAMAGED);
        assertBalance(publisher);
        assertThat(publisher.stats().pending()).isZero();
    }

    @Test
    void parkedEvents_thatWereDeletedAreCountedAsLost() throws IOException {
        ActivityPublisher publisher = publisher(new BrittleFiles());
        sendAll(publisher);
        transport.forget();
        publishAll(publisher, "one", "two", "three", "four");
        Files.delete(segmentsIn(root).get(0));
        sendAll(publisher);

        assertThat(transport.ids()).containsExactlyInAnyOrder("one", "two");
        assertThat(heard.reasons()).containsExactly(DropReason.SPOOL_DAMAGED, DropReason.SPOOL_DAMAGED);
        assertBalance(publisher);
        assertThat(publisher.close(Duration.ZERO)).isZero();
    }

    /** Where the last frame starts: they are of one length. */
    private int lastFrame() {
        return whole.length - (whole.length - Segment.FIRST) / 3;
    }
}
