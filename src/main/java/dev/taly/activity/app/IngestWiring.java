package dev.taly.activity.app;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.ingest.Door;
import dev.taly.activity.ingest.Publishing;
import dev.taly.activity.ingest.TokenCache;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.publish.EventIds;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.publish.Transport;
import dev.taly.activity.watch.metrics.MetricSink;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/** Puts the HTTP door together, once for each process. */
public final class IngestWiring {
    private IngestWiring() {}

    /** The door to the topic of the settings; it lives as long as the process. */
    static Door door(IngestSettings settings, AwsClients aws, MetricSink metrics) {
        return door(settings, tokens(settings, aws), new SnsTransport(aws.sns(), settings.topicArn()), metrics);
    }

    /**
     * The same over any transport, and with any tokens.
     *
     * @param tokens reads them anew at each call
     * @param metrics where its figures go
     */
    public static Door door(
            IngestSettings settings, Supplier<TokenSet> tokens, Transport transport, MetricSink metrics) {
        ConfigDirectory config = settings.config().open();
        Rulebook book = Rulebook.of(config, settings.closedCatalogue(), settings.earliest());
        Clock clock = Clock.systemUTC();
        return new Door(
                settings.door(),
                new EventCodec(book.rules()),
                new TokenCache(tokens, System::nanoTime),
                new Publishing(
                        transport, Wiring.threads("door-publisher", settings.publishConcurrency()), System::nanoTime),
                new EventIds(clock, new SecureRandom())::next,
                clock,
                System::nanoTime,
                new MeteredDoor(metrics));
    }

    /** What reads the tokens, from the secret or the file. */
    public static Supplier<TokenSet> tokens(IngestSettings settings, AwsClients aws) {
        if (settings.tokensFile().isPresent()) {
            return () -> TokenSet.read(settings.tokensFile().get());
        }
        SecretsText secret = SecretsText.of(settings.tokensSecret().orElseThrow(), aws);
        return () -> TokenSet.of(ConfigFile.parseJson("the secret of the tokens", secret.get()));
    }
}
