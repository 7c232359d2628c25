package dev.taly.activity.app;

import dev.taly.activity.config.ConfigException;
import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.privacy.PseudonymKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Where the keys of pseudonyms come from: a secret, or a file on a machine without AWS. */
public final class PseudonymKeySource {
    /** How soon a new current key is used everywhere. */
    static final Duration REFRESH = Duration.ofMinutes(15);

    private static final String SECRET = "arn:";

    private PseudonymKeySource() {}

    /**
     * The keys, kept and now and then loaded again. Asking fails as long as they could not be loaded once.
     *
     * @param where as in {@link ContentSettings#pseudonymKeys}
     */
    public static Supplier<PseudonymKeys> of(String where, AwsClients aws, Clock clock) {
        return new Refreshed<>("pseudonym keys", loader(where, aws), REFRESH, clock);
    }

    /**
     * The same, loaded once already: for a start at which somebody looks.
     *
     * @throws ConfigException if they cannot be loaded; it says why
     */
    public static Supplier<PseudonymKeys> checked(String where, AwsClients aws, Clock clock) {
        try {
            Supplier<PseudonymKeys> keys = of(where, aws, clock);
            var unused = keys.get();
            return keys;
        } catch (RuntimeException e) {
            throw new ConfigException("the keys of pseudonyms cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static Supplier<PseudonymKeys> loader(String where, AwsClients aws) {
        if (!where.startsWith(SECRET)) {
            return () -> PseudonymKeys.of(ConfigFile.read(Path.of(where)));
        }
        SecretsText secret = SecretsText.of(where, aws);
        return () -> PseudonymKeys.of(ConfigFile.parseJson("the secret of pseudonym keys", secret.get()));
    }
}
