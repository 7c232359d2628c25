package dev.taly.activity.app.cli;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.PseudonymKeySource;
import dev.taly.activity.app.PseudonymKeysFile;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.privacy.PseudonymKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds the keys of pseudonyms. It says whose they are: a wrong key finds nobody. */
final class KeysOption {
    @Option(
            names = "--keys",
            paramLabel = "ARN|FILE",
            defaultValue = "${env:PSEUDONYM_KEYS}",
            description = {
                "The secret's ARN (the stack's PseudonymKeysArn), or a file of",
                "keys; else PSEUDONYM_KEYS, else the local stack's."
            })
    private @Nullable String keys;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where the local stack keeps its keys (default: ${DEFAULT-VALUE}).")
    private Path data;

    /** Those that are named, or the local stack's; nothing where neither is there. */
    Optional<PseudonymKeys> find(Console console) {
        try {
            if (keys != null && !keys.isEmpty()) {
                console.note("Keys: " + keys);
                AwsClients aws = AwsClients.fromEnvironment(System.getenv());
                return Optional.of(
                        PseudonymKeySource.of(keys, aws, Clock.systemUTC()).get());
            }
            Optional<PseudonymKeys> local = PseudonymKeysFile.find(data);
            local.ifPresent(found -> console.note("Keys: the local stack's, " + data.resolve(PseudonymKeysFile.NAME)));
            return local;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "Name others with --keys.", e);
        }
    }

    /** The same, or what to do. */
    PseudonymKeys required(Console console) {
        return find(console)
                .orElseThrow(() -> new CommandFailure(
                        "there are no keys in " + data.resolve(PseudonymKeysFile.NAME),
                        "Name a secret or a file with --keys, or a local stack's directory with --data."));
    }
}
