package dev.taly.activity.publish;

import static dev.taly.activity.publish.SpoolSteps.assertBalance;
import static dev.taly.activity.publish.SpoolSteps.everythingIn;
import static dev.taly.activity.publish.SpoolSteps.sendAll;
import static dev.taly.activity.publish.SpoolSteps.sizeOfEverythingIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.publish.Transport.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens in whatever order, publishing, deliveries, outages, kills in the middle of anything, full disks and
 * files that can't be read or deleted, the
 * events that were accepted have arrived in the end, and no more of them twice than were on their way.
 */
@Timeout(120)
class SpoolPropertyTest {
    private static final long LIMIT = 2L * 1024 * 1024;
    private static final int STEPS = 150;

    @TempDir
    Path root;

    private final AtomicLong nanos = new AtomicLong();
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> inMemoryAlone = new HashSet<>();
    private final List<String> arrived = new ArrayList<>();
    private int mayComeTwice;
    private int published;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 0})
    void everyAcceptedEvent_arrives(long given) throws IOException {
        long seed = given == 0 ? System.nanoTime() : given;
        Random random = new Random(seed);
        try {
            List<Life> lives = new ArrayList<>(List.of(new Life(random)));
            for (int i = 0; i < STEPS; i++) {
                int which = random.nextInt(lives.size());
                Life life = lives.get(which);
                life.step();
                if (life.isOver()) {
                    lives.set(which, new Life(random));
                } else if (lives.size() < 3 && random.nextInt(40) == 0) {
                    lives.add(new Life(random));
                }
                if (i % 10 == 9 && lives.size() == 1) {
                    lives.get(0).assertBytesAreCounted();
                }
            }
            for (Life life : lives) {
                life.end();
            }
            afterwards(random);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private void afterwards(Random random) {
        Life last = new Life(random);
        last.sound(batch -> {
            batch.forEach(event -> arrived.add(event.id()));
            return FakeTransport.delivered(batch);
        });
        sendAll(last.publisher);
        assertBalance(last.publisher);
        assertThat(last.publisher.stats().pending()).isZero();
        assertThat(last.publisher.stats().spool().bytes()).isEqualTo(sizeOfEverythingIn(root));
        last.publisher.close(Duration.ZERO);

        Set<String> missing = new HashSet<>(accepted);
        missing.removeAll(inMemoryAlone);
        missing.removeAll(arrived);
        assertThat(missing).isEmpty();
        assertThat(arrived.size() - new HashSet<>(arrived).size())
                .as("second deliveries")
                .isLessThanOrEqualTo(mayComeTwice);
        assertThat(everythingIn(root).stream().filter(Files::isRegularFile)).isEmpty();
    }

    /** A publisher in a process of its own, from its start to its close or kill. */
    private final class Life {
        private final Random random;
        private final BrittleFiles files = new BrittleFiles();
        private final FakeTransport transport = new FakeTransport();
        private final ActivityPublisher publisher;
        private boolean limited;
        private boolean over;

        Life(Random random) {
            this.random = random;
            this.publisher = ActivityPublisher.to(transport.answer(this::answer))
                    .nanoTime(nanos::get)
                    .backoff(tries -> 100L)
                    .bufferEvents(1 + random.nextInt(30))
                    .spool(root)
                    .spoolBytes(LIMIT)
                    .spoolFiles(files)
                    .closeOnExit(false)
                    .withoutThreads()
                    .build();
        }

        boolean isOver() {
            return over;
        }

        void step() throws IOException {
            nanos.addAndGet(Duration.ofMillis(random.nextInt(500)).toNanos());
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> publishSome();
                case 4, 5 -> sendSome();
                case 6 -> publisher.tendSpool();
                case 7 -> nanos.addAndGet(SpoolKeeper.ROUND_NANOS);
                case 8 -> limit();
                case 9, 10 -> sound(this::answer);
                case 11 -> files.unreadable(someFiles());
                case 12 -> undeletable();
                default -> maybeEnd();
            }
            if (!over) {
                assertBalance(publisher);
            }
        }

        /** It takes over what is there, so nobody else has anything on the disk. */
        void assertBytesAreCounted() {
            sound(this::answer);
            nanos.addAndGet(SpoolKeeper.ROUND_NANOS);
            publisher.tendSpool();
            assertThat(publisher.stats().spool().bytes()).isGreaterThanOrEqualTo(sizeOfEverythingIn(root));
        }

        /** Half of those that there are, and of those to come. */
        private Predicate<Path> someFiles() {
            int salt = random.nextInt();
            return file -> ((file.toString().hashCode() ^ salt) & 1) == 0;
        }

        private void undeletable() {
            // Where the disk is full a segment is done with before its last receipts are written.
            limited = true;
            files.undeletable(someFiles());
        }

        void end() throws IOException {
            if (random.nextBoolean()) {
                files.kill();
            } else {
                publisher.close(Duration.ZERO);
                assertBalance(publisher);
            }
            over = true;
        }

        void sound(Function<List<OutboundEvent>, List<Delivery>> answer) {
            limited = false;
            files.sound();
            transport.answer(answer);
        }

        private void limit() {
            limited = true;
            files.spaceLeft(random.nextInt(20_000));
            if (random.nextInt(4) == 0) {
                files.killWhenFull(() -> over = true);
            }
        }

        private void maybeEnd() throws IOException {
            if (random.nextInt(3) == 0) {
                end();
            }
        }

        private void publishSome() {
            int count = random.nextInt(40);
            for (int i = 0; i < count && !over; i++) {
                String id = "e" + ++published;
                long before = publisher.stats().spool().unspooled();
                int size = random.nextInt(20) == 0 ? random.nextInt(100_000) : random.nextInt(500);
                if (publisher.publish(Events.login(id).metadata(Map.of("a", "x".repeat(size))))
                        instanceof PublishResult.Accepted) {
                    accepted.add(id);
                }
                if (publisher.stats().spool().unspooled() > before) {
                    inMemoryAlone.add(id);
                }
            }
        }

        private void sendSome() {
            publisher.flush(Duration.ZERO);
            int count = random.nextInt(10);
            for (int i = 0; i < count && !over; i++) {
                publisher.sendReady();
            }
        }

        private List<Delivery> answer(List<OutboundEvent> batch) {
            boolean killed = random.nextInt(25) == 0;
            List<Delivery> deliveries = new ArrayList<>();
            boolean outage = random.nextInt(3) == 0;
            for (OutboundEvent event : batch) {
                boolean fails = outage || random.nextInt(6) == 0;
                // A failure may be one of the answer alone.
                boolean arrives = !fails || random.nextInt(4) == 0;
                if (arrives) {
                    arrived.add(event.id());
                    // Receipts need room on the disk.
                    mayComeTwice += killed || fails || limited ? 1 : 0;
                }
                deliveries.add(fails ? new Delivery.Failed("no") : new Delivery.Delivered());
            }
            if (killed) {
                over = true;
                kill();
            }
            return deliveries;
        }

        private void kill() {
            try {
                files.kill();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
