package dev.taly.activity.app;

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

    /** A secret is in the region of its ARN, wherever this runs. */
    private static String regionOf(String arn) {
        String[] parts = arn.split(":", -1);
        if (parts.length < 7 || parts[3].isEmpty()) {
            throw new IllegalArgumentException("no ARN of a secret: " + arn);
        }
        return parts[3];
    }

    private static Supplier<PseudonymKeys> loader(String where, AwsClients aws) {
        if (!where.startsWith(SECRET)) {
            return () -> PseudonymKeys.of(ConfigFile.read(Path.of(where)));
        }
        SecretsText secret = new SecretsText(aws.inRegion(regionOf(where)).secrets(), where);
        return () -> PseudonymKeys.of(ConfigFile.parseJson("the secret of pseudonym keys", secret.get()));
    }
}
