package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The text of a secret in AWS Secrets Manager, as it is now. Safe for any number of threads. */
final class SecretsText implements Supplier<String> {
    private final SecretsManagerClient secrets;
    private final String arn;

    SecretsText(SecretsManagerClient secrets, String arn) {
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.arn = requireNonNull(arn, "arn is null");
    }

    @Override
    public String get() {
        return requireNonNull(
                secrets.getSecretValue(get -> get.secretId(arn)).secretString(), "the secret holds no text");
    }
}
