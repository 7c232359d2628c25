package dev.taly.activity.app;

import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.watch.metrics.EmbeddedMetrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes the consumer through batches of an invented tenant, before a snapshot: from the JSON of Lambda to what stands in for AWS.
 * Only what is known from files is the function's own. Clients, keys, threads and figures are made for it, and pass with it.
 */
final class ConsumerRehearsal {
    private static final int EVENTS = 10;
    private static final int TIME = 10_000;
    private static final List<String> USER_AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.%d Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/%d.0",
            "curl/8.%d.0");
    private static final List<String> ACTIONS = List.of("user_login", "appointment_cancelled");

    private ConsumerRehearsal() {}

    /** Returns what became of the last batch. */
    static BatchResult rehearse(ConsumerKnowledge knowledge, Settings settings)
            throws IOException, GeneralSecurityException {
        Settings pretended = pretended(settings);
        Clock clock = Clock.systemUTC();
        try (Stage stage = Stage.open(PseudonymKeysFile.newKeys());
                ConsumerThreads threads = ConsumerThreads.of(pretended)) {
            ConsumerWorks works = ConsumerWorks.of(knowledge, pretended, stage.aws(), clock, threads);
            works.wake(ConsumerWorks.WAKING);
            MessageConsumer consumer = new MeteredConsumer(
                    works.consumer(), new EmbeddedMetrics(line -> {}, "rehearsal", clock), clock, System::nanoTime);
            // For dead letters, of which there are none here.
            stage.aws().sqs();
            BatchResult result = consume(consumer, batch(0, clock));
            for (int i = 1; i < Stage.ROUNDS; i++) {
                result = consume(consumer, batch(i, clock));
            }
            return result;
        }
    }

    private static BatchResult consume(MessageConsumer consumer, String batch) throws IOException {
        return ConsumerFunction.answer(
                consumer,
                new ByteArrayInputStream(batch.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                "rehearsal",
                () -> TIME);
    }

    /** Without locks, for no date of the rehearsal should matter; the content is worked on as the function's own. */
    private static Settings pretended(Settings settings) {
        ContentSettings content = settings.content();
        return new Settings(
                "rehearsal",
                Stage.QUEUE,
                settings.closedCatalogue(),
                settings.earliest(),
                settings.writeConcurrency(),
                Optional.empty(),
                new ContentSettings(content.config(), content.enrichments(), content.enrichmentLimit(), Stage.SECRET));
    }

    private static String batch(int round, Clock clock) {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> """
                        {"messageId":"rehearsal-%d","body":"%s","attributes":{"SentTimestamp":"%d"},"messageAttributes":{}}""".formatted(i, event(i, round, clock).replace("\"", "\\\""), clock.millis()))
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
    }

    /** With all that an event can have, and something for every part of the policy to look at. */
    private static String event(int number, int round, Clock clock) {
        return """
            {"id":"rehearsal","tenantId":"rehearsal","actorId":"rehearsal","action":"%s","resource":"session",\
            "resourceId":"rehearsal","timestamp":"%s","outcome":"success","consent":true,\
            "metadata":{"note":"to jane@example.com, +1 212 555 0123, DE89370400440532013000","role":"STAFF","fee":12.50},\
            "userAgent":"%s",\
            "ipAddress":"203.0.113.7","producer":"rehearsal","seq":1,"traceId":"rehearsal"}""".formatted(
                        ACTIONS.get(number % ACTIONS.size()),
                        clock.instant(),
                        // One that was not seen yet: the next are known by heart.
                        USER_AGENTS.get(round % USER_AGENTS.size()).formatted(round));
    }
}
