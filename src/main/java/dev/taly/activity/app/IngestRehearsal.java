package dev.taly.activity.app;

import dev.taly.activity.ingest.Door;
import dev.taly.activity.ingest.HttpAnswer;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.watch.metrics.EmbeddedMetrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Lets an invented tenant through the HTTP door, before a snapshot: from the JSON of the gateway to what stands in for AWS. Only
 * what is known from files is the function's own. Clients, tokens, threads and figures are made for it, and pass with it.
 */
final class IngestRehearsal {
    private static final String TOKEN = "rehearsal";

    private IngestRehearsal() {}

    /** Returns the answer to the last request. */
    static HttpAnswer rehearse(Rulebook book, IngestSettings settings) throws IOException, GeneralSecurityException {
        Clock clock = Clock.systemUTC();
        ExecutorService threads = Wiring.threads("door-publisher", settings.publishConcurrency());
        try (Stage stage = Stage.open("{\"tokens\":[{\"name\":\"rehearsal\",\"tenant\":\"rehearsal\",\"sha256\":\""
                + TokenSet.sha256(TOKEN) + "\"}]}")) {
            Door door = IngestWiring.door(
                    book,
                    settings,
                    IngestWiring.tokens(pretended(settings), stage.aws()),
                    new SnsTransport(stage.aws().sns(), Stage.TOPIC),
                    new EmbeddedMetrics(line -> {}, "rehearsal", clock),
                    threads);
            byte[] request = request(clock).getBytes(StandardCharsets.UTF_8);
            HttpAnswer answer = answer(door, request);
            for (int i = 1; i < Stage.ROUNDS; i++) {
                answer = answer(door, request);
            }
            return answer;
        } finally {
            threads.shutdownNow();
        }
    }

    private static HttpAnswer answer(Door door, byte[] request) throws IOException {
        HttpAnswer answer = door.answer(GatewayEventReader.read(new ByteArrayInputStream(request)));
        GatewayAnswer.write(answer, new ByteArrayOutputStream());
        return answer;
    }

    private static IngestSettings pretended(IngestSettings settings) {
        return new IngestSettings(
                Stage.TOPIC,
                Optional.of(Stage.SECRET),
                Optional.empty(),
                settings.closedCatalogue(),
                settings.earliest(),
                settings.door(),
                settings.config(),
                settings.publishConcurrency());
    }

    private static String request(Clock clock) {
        String event = """
            {"actorId":"rehearsal","action":"user_login","resource":"session","timestamp":"%s","consent":true,\
            "metadata":{"reason":"rehearsal"}}""".formatted(clock.instant());
        return """
            {"version":"2.0","rawPath":"/log-activity","headers":{"authorization":"Bearer %s","content-type":"application/json",\
            "x-client-ip":"203.0.113.7","user-agent":"rehearsal"},"requestContext":{"stage":"$default","http":{"method":"POST"}},\
            "body":"%s","isBase64Encoded":false}""".formatted(TOKEN, event.replace("\"", "\\\""));
    }
}
