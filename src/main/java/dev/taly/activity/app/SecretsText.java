package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The text of a secret in AWS Secrets Manager, read anew at each call. Safe for any number of threads.
 *
 * @param secrets stays its owner's
 * @param secretArn or the secret's name
 */
public record SecretsText(SecretsManagerClient secrets, String secretArn) implements Supplier<String> {
    public SecretsText {
        requireNonNull(secrets, "secrets is null");
        requireNonNull(secretArn, "secretArn is null");
    }

    /**
     * Its current version.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if it cannot be read
     * @throws IllegalArgumentException if it is binary
     */
    @Override
    public String get() {
        String text = secrets.getSecretValue(get -> get.secretId(secretArn)).secretString();
        if (text == null) {
            throw new IllegalArgumentException("the secret must be a text");
        }
        return text;
    }
}
