package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when processes are killed, seen from outside. */
@Timeout(180)
class SpoolIT {
    private static final int KILLS = 10;
    private static final int SENDERS = 2;

    @TempDir
    Path directory;

    @Test
    void kill_atAnyPointLosesNothingThatWasAccepted() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < KILLS; i++) {
            String topic = List.of("down", "flaky", "up").get(i % 3);
            Process child = start(topic, directory.resolve("accepted-" + i));
            // Anywhere between its first event and thousands later.
            awaitLines(child, directory.resolve("accepted-" + i), 1 + random.nextInt(3_000));
            child.destroyForcibly().waitFor();
        }
        Process last = start("drain", directory.resolve("accepted-last"));
        assertThat(last.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).isZero();

        Set<String> accepted = new HashSet<>();
        for (int i = 0; i < KILLS; i++) {
            accepted.addAll(wholeLines(directory.resolve("accepted-" + i)));
        }
        List<String> arrived = wholeLines(arrived());
        Set<String> once = new HashSet<>(arrived);
        assertThat(accepted).as("seed %d", seed).hasSizeGreaterThan(KILLS);
        assertThat(once).as("seed %d", seed).containsAll(accepted);
        assertThat(arrived.size() - once.size())
                .as("second deliveries, seed %d", seed)
                // On their way, or arrived while the receipts of those before were being written.
                .isLessThanOrEqualTo(5 * KILLS * SENDERS * Transport.MAX_EVENTS);
        System.out.println("killed " + KILLS + " times: " + accepted.size() + " accepted, "
                + (arrived.size() - once.size()) + " of them delivered twice");
        assertThat(segments()).isEmpty();
    }

    @Test
    void exit_whileTheTopicIsDownLeavesEverythingToTheNext() throws Exception {
        Path accepted = directory.resolve("accepted");
        Process child = start("exit", accepted);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        assertThat(wholeLines(accepted)).hasSize(100);
        assertThat(arrived()).doesNotExist();

        assertThat(start("drain", directory.resolve("none")).waitFor(60, TimeUnit.SECONDS))
                .isTrue();
        assertThat(wholeLines(arrived())).containsExactlyInAnyOrderElementsOf(wholeLines(accepted));
        assertThat(segments()).isEmpty();
    }

    @Test
    void lock_ofALivingProcessIsRespectedByOthers() throws Exception {
        Path published = directory.resolve("published");
        Process living = start("two", published);
        awaitLines(living, published, 2);
        assertThat(look()).as("although its publishers looked at each other").containsExactly("0");
        living.destroyForcibly().waitFor();

        assertThat(look()).containsExactly("2");
    }

    /** How many events a process finds that it may take over. */
    private List<String> look() throws Exception {
        Path found = directory.resolve("found");
        assertThat(start("look", found).waitFor(60, TimeUnit.SECONDS)).isTrue();
        return wholeLines(found);
    }

    private Path arrived() {
        return directory.resolve("arrived");
    }

    private List<Path> segments() {
        return SpoolSteps.segmentsIn(directory.resolve("spool"));
    }

    private Process start(String how, Path out) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        how,
                        directory.resolve("spool").toString(),
                        arrived().toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitLines(Process child, Path file, int lines) throws IOException {
        while (wholeLines(file).size() < lines) {
            assertThat(child.isAlive()).as("the child lives").isTrue();
            Thread.onSpinWait();
        }
    }

    /** A line that was cut off says nothing. */
    private static List<String> wholeLines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The process: says each id that was accepted, and notes each that arrives at its topic in a file. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            PublisherBuilder builder = ActivityPublisher.to(new Topic(args[0], Path.of(args[2])))
                    .senders(SENDERS)
                    .bufferEvents(200)
                    .linger(Duration.ofMillis(1))
                    .retryAfter(Duration.ofMillis(1), Duration.ofMillis(10))
                    .closeTimeout(Duration.ofMillis(100))
                    .spool(Path.of(args[1]));
            switch (args[0]) {
                case "drain" -> drain(builder.build(), Path.of(args[1]));
                case "look" -> look(builder.withoutThreads().closeOnExit(false).build());
                case "two" -> two(builder.withoutThreads());
                case "exit" -> publish(builder.build(), 100);
                default -> publish(builder.build(), Integer.MAX_VALUE);
            }
        }

        private static void look(ActivityPublisher publisher) {
            publisher.tendSpool();
            System.out.println(publisher.stats().spool().recovered());
        }

        private static void two(PublisherBuilder builder) throws InterruptedException {
            ActivityPublisher one = builder.build();
            ActivityPublisher other = builder.build();
            one.tendSpool();
            other.tendSpool();
            publish(one, 1);
            publish(other, 1);
            new CountDownLatch(1).await();
        }

        private static void publish(ActivityPublisher publisher, int most) {
            for (int i = 0; i < most; i++) {
                if (publisher.publish(Events.login()) instanceof PublishResult.Accepted accepted) {
                    System.out.println(accepted.id());
                }
            }
        }

        private static void drain(ActivityPublisher publisher, Path spool) {
            while (!SpoolSteps.segmentsIn(spool).isEmpty()) {
                publisher.flush(Duration.ofSeconds(1));
                Thread.onSpinWait();
            }
            publisher.close();
        }
    }

    /** One that notes what arrives before it says so. */
    private static final class Topic implements Transport {
        private final String how;
        private final Path arrived;
        private final Random random = new Random();

        Topic(String how, Path arrived) {
            this.how = how;
            this.arrived = arrived;
        }

        @Override
        public synchronized List<Delivery> send(List<OutboundEvent> batch) {
            List<Delivery> answers = new ArrayList<>();
            StringBuilder lines = new StringBuilder();
            for (OutboundEvent event : batch) {
                boolean fails =
                        how.equals("down") || how.equals("exit") || (how.equals("flaky") && random.nextInt(3) == 0);
                if (!fails) {
                    lines.append(event.id()).append('\n');
                }
                answers.add(fails ? new Delivery.Failed("no") : new Delivery.Delivered());
            }
            if (!lines.isEmpty()) {
                note(lines.toString());
            }
            return answers;
        }

        private void note(String lines) {
            try {
                Files.writeString(
                        arrived,
                        lines,
                        StandardCharsets.US_ASCII,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {}
    }
}
