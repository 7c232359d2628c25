package dev.taly.activity.bench;

import dev.taly.activity.app.IngestSettings;
import dev.taly.activity.app.IngestWiring;
import dev.taly.activity.app.http.HttpServer;
import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.Transport;
import dev.taly.activity.watch.metrics.MetricSink;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The HTTP door's server before a topic that takes everything at once, for a load program such as {@code wrk}: what it shows is the
 * door's own limit.
 */
final class DoorUnderLoad {
    private static final String TOKEN = "under-load";

    private DoorUnderLoad() {}

    /** Opens it on port 8089 until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        IngestSettings settings = IngestSettings.of(Map.of(
                "TOPIC_ARN",
                "arn:aws:sns:us-east-1:000000000000:nowhere",
                "TOKENS_FILE",
                "none",
                "RATE_PER_SECOND",
                "0"));
        TokenSet tokens = TokenSet.of(ConfigFile.parseJson(
                "tokens",
                "{\"tokens\":[{\"name\":\"load\",\"tenant\":\"acme\",\"sha256\":\"" + TokenSet.sha256(TOKEN)
                        + "\"}]}"));
        HttpServer server = HttpServer.start(
                IngestWiring.door(settings, () -> tokens, new Nowhere(), MetricSink.none()), "127.0.0.1", 8089);
        System.out.println(server.address());
        new CountDownLatch(1).await();
    }

    private static final class Nowhere implements Transport {
        @Override
        public List<Delivery> send(List<OutboundEvent> batch) {
            return Collections.nCopies(batch.size(), new Delivery.Delivered());
        }

        @Override
        public void close() {}
    }
}
