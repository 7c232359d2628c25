package dev.taly.activity.publish;

import static dev.taly.activity.publish.SpoolSteps.assertBalance;
import static dev.taly.activity.publish.SpoolSteps.everythingIn;
import static dev.taly.activity.publish.SpoolSteps.publishAll;
import static dev.taly.activity.publish.SpoolSteps.segmentsIn;
import static dev.taly.activity.publish.SpoolSteps.sendAll;
import static dev.taly.activity.publish.SpoolSteps.sizeOfEverythingIn;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The room that a spool takes: never more than its limit, and given back once, whatever becomes of the files. */
@Timeout(60)
class SpoolSpaceTest {
    private static final long LIMIT = 2L * 1024 * 1024;

    @TempDir
    Path root;

    private final FakeTransport transport = new FakeTransport();
    private final Heard heard = new Heard();
    private final AtomicLong nanos = new AtomicLong();
    private final BrittleFiles files = new BrittleFiles();

    private PublisherBuilder publisher(BrittleFiles process) {
        return ActivityPublisher.to(transport)
                .listener(heard)
                .nanoTime(nanos::get)
                .backoff(tries -> 100L)
                .spool(root)
                .spoolBytes(LIMIT)
                .spoolFiles(process)
                .closeOnExit(false)
                .withoutThreads();
    }

    /** Until it is full; how many it took. */
    private static int fill(ActivityPublisher publisher, int size) {
        Map<String, String> large = Map.of("a", "x".repeat(size));
        int accepted = 0;
        while (publisher.publish(Events.login().metadata(large)) instanceof PublishResult.Accepted) {
            accepted++;
        }
        return accepted;
    }

    private void round(ActivityPublisher publisher) {
        nanos.addAndGet(SpoolKeeper.ROUND_NANOS);
        sendAll(publisher);
    }

    private void deleteEverything() throws IOException {
        for (Path path :
                everythingIn(root).stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    @Test
    void segment_isFreedOnce() {
        ActivityPublisher publisher = publisher(files).build();
        for (int i = 0; i < 1_000; i++) {
            publisher.publish(Events.login().metadata(Map.of("a", "x".repeat(5_000))));
            sendAll(publisher);
            long bytes = publisher.stats().spool().bytes();
            assertThat(bytes).as("after %d events", i + 1).isBetween(0L, LIMIT);
        }
        assertThat(publisher.stats().spool().bytes()).isGreaterThanOrEqualTo(sizeOfEverythingIn(root));

        transport.answer(FakeTransport::failed);
        fill(publisher, 5_000);
        assertThat(sizeOfEverythingIn(root)).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void segments_thatVanishedGiveTheirRoomBack() throws IOException {
        ActivityPublisher publisher = publisher(files).bufferEvents(4).build();
        transport.answer(FakeTransport::failed);
        fill(publisher, 50_000);
        deleteEverything();
        transport.answer(FakeTransport::delivered);
        round(publisher);
        round(publisher);

        assertThat(publisher.stats().spool().bytes()).isEqualTo(sizeOfEverythingIn(root));
        publishAll(publisher, "live");
        assertBalance(publisher);
    }

    @Test
    void aside_thatSomebodyTookAwayGivesItsRoomBack() throws IOException {
        ActivityPublisher killed = publisher(files).build();
        publishAll(killed, "a", "b");
        files.kill();
        Path segment = segmentsIn(root).get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 3] ^= 1;
        Files.write(segment, bytes);
        ActivityPublisher next = publisher(new BrittleFiles()).build();
        sendAll(next);
        assertThat(next.stats().spool().bytes()).isEqualTo(bytes.length).isEqualTo(sizeOfEverythingIn(root));

        for (Path aside : asides()) {
            Files.delete(aside);
        }
        round(next);
        assertThat(next.stats().spool().bytes()).isZero();
    }

    private List<Path> asides() {
        return everythingIn(root).stream()
                .filter(path -> path.toString().contains("damaged-"))
                .toList();
    }

    @Test
    void segmentsOfOthers_stopNoEventsOfItsOwn() throws IOException {
        transport.answer(FakeTransport::failed);
        for (int i = 0; i < 2; i++) {
            BrittleFiles process = new BrittleFiles();
            fill(publisher(process).build(), 50_000);
            process.kill();
        }
        ActivityPublisher next = publisher(new BrittleFiles()).bufferEvents(4).build();
        next.tendSpool();
        assertThat(next.stats().spool().bytes()).isGreaterThan(LIMIT);
        long before = sizeOfEverythingIn(root);
        assertThat(fill(next, 50_000)).isPositive();
        assertThat(sizeOfEverythingIn(root) - before).isBetween(LIMIT / 3, LIMIT / 2);

        transport.answer(FakeTransport::delivered);
        round(next);
        assertBalance(next);
        assertThat(next.stats().spool().recovered()).isPositive();
        assertThat(next.stats().pending()).isZero();
    }

    @Test
    void directoryOfOthers_staysLockedAsLongAsASegmentIsInIt() throws IOException {
        transport.answer(FakeTransport::failed);
        ActivityPublisher killed = publisher(files).build();
        for (int i = 0; i < 1_500; i++) {
            publishAll(killed, "e" + i);
        }
        files.kill();
        List<Path> segments = segmentsIn(root);
        assertThat(segments).hasSizeGreaterThan(1);
        SegmentScan scan = SegmentScan.of(new DiskFiles(), segments.get(0));
        transport.answer(FakeTransport::delivered);
        transport.forget();
        BrittleFiles process = new BrittleFiles();
        ActivityPublisher next = publisher(process).bufferEvents(100).build();
        next.tendSpool();
        try (RandomAccessFile cut = new RandomAccessFile(segments.get(0).toFile(), "rw")) {
            cut.setLength(scan.open().get(100));
        }
        Path lock = segments.get(0).resolveSibling("lock");
        while (next.stats().pending() > 0) {
            boolean left = segments.stream().anyMatch(Files::exists);
            assertThat(Files.exists(lock)).isEqualTo(left);
            next.flush(Duration.ZERO);
            while (next.sendReady()) {}
            next.tendSpool();
        }
        round(next);

        int lost = scan.records() - 100;
        assertThat(new HashSet<>(transport.ids())).hasSize(1_500 - lost);
        assertThat(heard.reasons()).hasSize(lost).containsOnly(DropReason.SPOOL_DAMAGED);
        assertThat(next.stats().spool().bytes()).isEqualTo(sizeOfEverythingIn(root));
        assertThat(lock).doesNotExist();
        assertBalance(next);
    }
}
