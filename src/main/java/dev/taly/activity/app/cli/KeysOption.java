package dev.taly.activity.app.cli;

import dev.taly.activity.app.PseudonymKeysFile;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.privacy.PseudonymKeys;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds the keys of pseudonyms. */
final class KeysOption {
    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "A file of keys: {\"current\": \"k1\", \"k1\": \"…\"}; else the local stack's.")
    private @Nullable Path keys;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where the local stack keeps its keys (default: ${DEFAULT-VALUE}).")
    private Path data;

    /** The keys of the file, or of the local stack; nothing where neither is there. */
    Optional<PseudonymKeys> find() {
        try {
            return keys == null ? PseudonymKeysFile.find(data) : Optional.of(PseudonymKeys.of(ConfigFile.read(keys)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "Name another file with --keys.", e);
        }
    }

    /** The same, or what to do. */
    PseudonymKeys required() {
        return find().orElseThrow(() -> new CommandFailure(
                "there are no keys in " + data.resolve(PseudonymKeysFile.NAME),
                "Name a file with --keys, or a local stack's directory with --data."));
    }
}
