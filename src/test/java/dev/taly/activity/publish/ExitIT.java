package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to waiting events when the process ends, seen from outside. */
@Timeout(60)
class ExitIT {
    @TempDir
    Path directory;

    @Test
    void orderlyExit_sendsWhatWaits() throws Exception {
        assertThat(run("exit")).containsExactly("sent 2", "closed");
    }

    @Test
    void exitWhileAnotherThreadCloses_waitsForIt() throws Exception {
        assertThat(run("closing")).containsExactly("sent 2", "closed");
    }

    @Test
    void exitOfAClosedPublisher_doesNothingMore() throws Exception {
        assertThat(run("closed")).containsExactly("sent 2", "closed");
    }

    private List<String> run(String how) throws Exception {
        Path out = directory.resolve("out");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        how)
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(child.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }

    /** The process: publishes two events that would linger for an hour, and ends. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            Thread main = Thread.currentThread();
            Transport printing = new Transport() {
                @Override
                public List<Delivery> send(List<OutboundEvent> batch) {
                    if (args[0].equals("closing")) {
                        // Until the main thread is in its exit, which waits for the hooks.
                        while (main.getState() != Thread.State.WAITING) {
                            Thread.onSpinWait();
                        }
                    }
                    System.out.println("sent " + batch.size());
                    return FakeTransport.delivered(batch);
                }

                @Override
                public void close() {
                    System.out.println("closed");
                }
            };
            ActivityPublisher publisher =
                    ActivityPublisher.to(printing).linger(Duration.ofHours(1)).build();
            publisher.publish(Events.login());
            publisher.publish(Events.login());
            if (args[0].equals("closing")) {
                Thread closer = new Thread(() -> publisher.close(Duration.ofSeconds(30)));
                closer.start();
                while (closer.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            }
            if (args[0].equals("closed")) {
                publisher.close();
            }
            System.exit(0);
        }
    }
}
