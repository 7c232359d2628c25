package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.privacy.PseudonymKeys;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is made ready after a restore. */
final class ConsumerWorksTest {
    @Test
    void keysThatComeLate_areNotCutOff() throws Exception {
        Settings settings = Settings.of(Map.of(
                "BUCKET",
                "activity-log",
                "DLQ_URL",
                "http://127.0.0.1:1/000000000000/dlq",
                "PSEUDONYM_KEYS",
                "keys.json"));
        CountDownLatch there = new CountDownLatch(1);
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        Supplier<PseudonymKeys> late = () -> {
            try {
                whole.complete(there.await(1, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
                whole.complete(false);
            }
            throw new IllegalStateException("no keys in this test");
        };
        try (ConsumerThreads threads = ConsumerThreads.of(settings)) {
            ConsumerWorks made = ConsumerWorks.of(
                    ConsumerKnowledge.of(settings),
                    settings,
                    AwsClients.ofEmulator(URI.create("http://127.0.0.1:1"), "us-east-1"),
                    Clock.systemUTC(),
                    threads);
            new ConsumerWorks(made.consumer(), new InMemoryObjectStore(), late, threads).wake(Duration.ofMillis(10));
            there.countDown();

            assertThat(whole.get(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
