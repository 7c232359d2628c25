package dev.taly.activity.app.cli.shell;

import dev.taly.activity.local.LocalEndpoints;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the local stack by {@code DATA/local.json}, or says what to do. */
public final class LocalStackFile {
    private LocalStackFile() {}

    /**
     * Where the stack that runs on that directory is.
     *
     * @param otherwise how to name what the command needs where there is no local stack, for example {@code name a topic
     *     with --topic-arn}
     * @throws CommandFailure if none runs
     */
    public static LocalEndpoints running(Path data, String otherwise) {
        LocalEndpoints local = read(data)
                .orElseThrow(() -> new CommandFailure(
                        "no local stack is running on " + data,
                        "Start one with `activity local`, or " + otherwise + "."));
        if (!local.isReachable()) {
            throw new CommandFailure(
                    "nothing answers at " + local.snsEndpoint() + ", where the local stack of " + data + " was",
                    "It was killed, it seems. Start it again with `activity local`.");
        }
        return local;
    }

    private static Optional<LocalEndpoints> read(Path data) {
        try {
            return LocalEndpoints.find(data);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CommandFailure(
                    String.valueOf(e.getMessage()), "Start the local stack again: it writes the file.", e);
        }
    }
}
