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
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Puts the HTTP door together, once for each process. */
public final class IngestWiring {
    private IngestWiring() {}

    /** The door to the topic of the settings, by what is known already; it lives as long as the process. */
    static Door door(Rulebook book, IngestSettings settings, AwsClients aws, MetricSink metrics) {
        return door(
                book,
                settings,
                tokens(settings, aws),
                new SnsTransport(aws.sns(), settings.topicArn()),
                metrics,
                threads(settings));
    }

    /**
     * The same over any transport, and with any tokens.
     *
     * @param tokens reads them anew at each call
     * @param metrics where its figures go
     */
    public static Door door(
            IngestSettings settings, Supplier<TokenSet> tokens, Transport transport, MetricSink metrics) {
        return door(book(settings), settings, tokens, transport, metrics, threads(settings));
    }

    /** Ids, rates and the age of tokens begin with it. */
    static Door door(
            Rulebook book,
            IngestSettings settings,
            Supplier<TokenSet> tokens,
            Transport transport,
            MetricSink metrics,
            ExecutorService threads) {
        Clock clock = Clock.systemUTC();
        return new Door(
                settings.door(),
                new EventCodec(book.rules()),
                new TokenCache(tokens, System::nanoTime),
                new Publishing(transport, threads, System::nanoTime),
                new EventIds(clock, new SecureRandom())::next,
                clock,
                System::nanoTime,
                new MeteredDoor(metrics));
    }

    /** What the files of settings say. */
    static Rulebook book(IngestSettings settings) {
        return Rulebook.of(settings.config().open(), settings.closedCatalogue(), settings.earliest());
    }

    private static ExecutorService threads(IngestSettings settings) {
        return Wiring.threads("door-publisher", settings.publishConcurrency());
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
