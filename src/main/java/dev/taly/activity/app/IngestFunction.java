package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.taly.activity.app.snapshot.Staged;
import dev.taly.activity.ingest.Door;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The Lambda function behind the HTTP API. It answers every request, and throws only for input that is no event of an HTTP API with
 * payload 2.0, and where its files of settings are wrong.
 *
 * <p>It makes what it works with when the first request comes. For a snapshot it reads its files and rehearses with an invented
 * tenant. Clients, credentials, connections, tokens, rates, and what ids are drawn from are made after each restore: no two
 * restored functions give the same id. Safe for any number of threads.
 */
public final class IngestFunction implements RequestStreamHandler {
    private final Supplier<Door> door;

    /** For Lambda: with the settings of the environment. */
    public IngestFunction() {
        this(staged(System.getenv()));
    }

    /** With that door. */
    public IngestFunction(Door door) {
        this(() -> door);
        requireNonNull(door, "door is null");
    }

    private IngestFunction(Supplier<Door> door) {
        this.door = door;
    }

    private static Supplier<Door> staged(Map<String, String> environment) {
        IngestSettings settings = IngestSettings.of(environment);
        return Staged.of(
                environment,
                () -> IngestWiring.book(settings),
                book -> IngestWiring.door(
                        book,
                        settings,
                        AwsClients.fromEnvironment(environment).withCredentialsNow(),
                        FunctionMetrics.ofProcess()),
                book -> IngestRehearsal.rehearse(book, settings),
                made -> {});
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        GatewayAnswer.write(door.get().answer(GatewayEventReader.read(input)), output);
    }
}
