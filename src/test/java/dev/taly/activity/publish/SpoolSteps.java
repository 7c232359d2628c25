package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What tests do with a publisher that has a spool and no threads, and what they see on the disk. */
final class SpoolSteps {
    private SpoolSteps() {}

    static void publishAll(ActivityPublisher publisher, String... ids) {
        for (String id : ids) {
            assertThat(publisher.publish(Events.login(id))).isEqualTo(new PublishResult.Accepted(id));
        }
    }

    /** Until nothing moves any more without a wait. */
    static void sendAll(ActivityPublisher publisher) {
        boolean moved = true;
        while (moved) {
            moved = publisher.tendSpool();
            publisher.flush(Duration.ZERO);
            moved |= sendReady(publisher);
        }
    }

    private static boolean sendReady(ActivityPublisher publisher) {
        long before = publisher.stats().pending();
        while (publisher.sendReady()) {}
        return publisher.stats().pending() < before;
    }

    static void assertBalance(ActivityPublisher publisher) {
        PublisherStats stats = publisher.stats();
        assertThat(stats.published() + stats.spool().recovered())
                .isEqualTo(stats.delivered()
                        + stats.droppedInAll()
                        + stats.pending()
                        + stats.spool().left());
    }

    /** Whatever is there, while a publisher may be deleting some of it. */
    static List<Path> everythingIn(Path root) {
        while (true) {
            try (Stream<Path> all = Files.walk(root)) {
                return all.filter(path -> !path.equals(root)).toList();
            } catch (UncheckedIOException e) {
                assertThat(e).hasCauseInstanceOf(NoSuchFileException.class);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    static long sizeOfEverythingIn(Path root) {
        return everythingIn(root).stream()
                .filter(Files::isRegularFile)
                .mapToLong(SpoolSteps::size)
                .sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The files of events, oldest first. */
    static List<Path> segmentsIn(Path root) {
        return everythingIn(root).stream()
                .filter(path -> path.toString().endsWith(Segment.EVENTS))
                .sorted()
                .toList();
    }
}
