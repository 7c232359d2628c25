package dev.taly.activity.app.cli;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.IngestSettings;
import dev.taly.activity.app.IngestWiring;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.http.HttpServer;
import dev.taly.activity.app.http.Page;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.ingest.Door;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.watch.metrics.MetricSink;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP door in front of a local stack. Its tokens are fixed and public, so it opens on loopback alone. */
final class LocalDoor {
    /** Of tenant {@link #TENANT}. */
    static final String TOKEN = "activity-local";

    /** Of any tenant. */
    static final String TOKEN_OF_ANY = "activity-local-any";

    /** May watch every tenant, and not publish. */
    static final String TOKEN_THAT_WATCHES = "activity-local-watch";

    static final String TENANT = "acme";

    private LocalDoor() {}

    /**
     * A door to the topic of that stack, for any number of events a second.
     *
     * @param data the stack's directory, with its files of settings
     * @param tokens a file in place of the fixed tokens
     * @param metrics where its figures go
     */
    static Door to(LocalEndpoints stack, Path data, @Nullable Path tokens, MetricSink metrics) {
        IngestSettings settings = IngestSettings.of(Map.of(
                "TOPIC_ARN",
                stack.topicArn(),
                "TOKENS_FILE",
                tokens == null ? "none" : tokens.toString(),
                "CONFIG_DIR",
                LocalFiles.in(data).config().toString(),
                "RATE_PER_SECOND",
                "0"));
        SnsTransport topic = new SnsTransport(
                AwsClients.ofEmulator(stack.snsEndpoint(), SnsTransport.regionOf(stack.topicArn()))
                        .sns(),
                stack.topicArn());
        return IngestWiring.door(settings, tokens(tokens), topic, metrics);
    }

    /** The tokens of that file, or the fixed ones. */
    static Supplier<TokenSet> tokens(@Nullable Path file) {
        return file == null ? LocalDoor::fixedTokens : checked(file);
    }

    /** Opens a door with pages beside it, or says what is in the way. */
    static HttpServer open(Door door, List<? extends Page> pages, String host, int port, String otherwise) {
        try {
            return HttpServer.start(door, pages, host, port);
        } catch (UncheckedIOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), otherwise, e);
        }
    }

    /** The tokens of that file, which must be good when it starts; later it is read anew now and then. */
    static Supplier<TokenSet> checked(Path file) {
        return checked(() -> TokenSet.read(file), "`activity token --file FILE` makes one.");
    }

    /** Those tokens, which must be good when it starts. */
    static Supplier<TokenSet> checked(Supplier<TokenSet> tokens, String hint) {
        try {
            var unused = tokens.get();
            return tokens;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), hint, e);
        } catch (RuntimeException e) {
            throw new CommandFailure("the tokens cannot be read: " + e.getMessage(), hint, e);
        }
    }

    private static TokenSet fixedTokens() {
        return TokenSet.parse(
                "tokens.json",
                "{\"tokens\":[{\"name\":\"local\",\"tenant\":\"" + TENANT + "\",\"sha256\":\"" + TokenSet.sha256(TOKEN)
                        + "\"},{\"name\":\"local-any\",\"sha256\":\"" + TokenSet.sha256(TOKEN_OF_ANY)
                        + "\"},{\"name\":\"local-watch\",\"may\":[\"watch\"],\"sha256\":\""
                        + TokenSet.sha256(TOKEN_THAT_WATCHES) + "\"}]}");
    }
}
