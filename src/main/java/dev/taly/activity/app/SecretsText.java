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
    private static final int ARN_PARTS = 7;
    private static final int REGION = 3;

    public SecretsText {
        requireNonNull(secrets, "secrets is null");
        requireNonNull(secretArn, "secretArn is null");
    }

    /**
     * That secret, in the region of its ARN, wherever this runs.
     *
     * @throws IllegalArgumentException if it is no ARN
     */
    static SecretsText of(String arn, AwsClients aws) {
        String[] parts = arn.split(":", -1);
        if (parts.length < ARN_PARTS || parts[REGION].isEmpty()) {
            throw new IllegalArgumentException("no ARN of a secret: " + arn);
        }
        return new SecretsText(aws.inRegion(parts[REGION]).secrets(), arn);
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
