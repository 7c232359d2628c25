package dev.taly.activity.app;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes the SDK's clients in the one way that suits this project: the light HTTP client, short timeouts, and one checksum
 * on a PUT, which is ours. The caller closes what it gets.
 */
public final class AwsClients {
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(15));

    private final Where where;
    private final Optional<Region> region;
    private final boolean pathStyle;
    private final boolean emulated;
    private final Timeouts timeouts;
    private final Consumer<SdkAutoCloseable> made;

    /** One for all clients; none closes it, as it would its own. */
    private final Lazy<AwsCredentialsProvider> credentials;

    private AwsClients(
            Where where,
            Optional<Region> region,
            boolean pathStyle,
            boolean emulated,
            Timeouts timeouts,
            Consumer<SdkAutoCloseable> made) {
        this.where = where;
        this.region = region;
        this.pathStyle = pathStyle;
        this.emulated = emulated;
        this.timeouts = timeouts;
        this.made = made;
        this.credentials = new Lazy<>(() -> emulated
                ? anyCredentials()
                : new Shared(DefaultCredentialsProvider.builder().build()));
    }

    /** What a client cannot close with itself. */
    private record Shared(AwsCredentialsProvider provider) implements AwsCredentialsProvider {
        @Override
        public AwsCredentials resolveCredentials() {
            return provider.resolveCredentials();
        }
    }

    /** Nothing for AWS's own addresses. */
    private record Where(Optional<URI> sqs, Optional<URI> s3, Optional<URI> others) {
        static final Where AWS = new Where(Optional.empty(), Optional.empty(), Optional.empty());

        static Where at(URI endpoint) {
            return new Where(Optional.of(endpoint), Optional.of(endpoint), Optional.of(endpoint));
        }

        /** Whether SQS is in this process: nobody asks for signatures there, and nothing changes a message on its way. */
        boolean hasOwnSqs() {
            return !sqs.equals(others);
        }
    }

    private record Timeouts(Duration attempt, Duration call) {}

    /** Clients as the SDK's own variables say; where they name another endpoint, buckets go into the path. */
    public static AwsClients fromEnvironment(Map<String, String> environment) {
        boolean elsewhere =
                environment.containsKey("AWS_ENDPOINT_URL") || environment.containsKey("AWS_ENDPOINT_URL_S3");
        return new AwsClients(Where.AWS, Optional.empty(), elsewhere, false, TIMEOUTS, client -> {});
    }

    /** Clients of an emulator, which takes any credentials; no proxy stands between. */
    public static AwsClients ofEmulator(URI endpoint, String region) {
        return new AwsClients(Where.at(endpoint), Optional.of(Region.of(region)), true, true, TIMEOUTS, client -> {});
    }

    /** The same, but for SQS and S3 in this process, at addresses of their own. */
    public AwsClients withOwn(URI sqs, URI s3) {
        Where own = new Where(Optional.of(sqs), Optional.of(s3), where.others());
        return new AwsClients(own, region, pathStyle, emulated, timeouts, made);
    }

    /** Clients of AWS at another address, such as a VPC endpoint, with the SDK's usual credentials. */
    public static AwsClients at(URI endpoint, String region) {
        return new AwsClients(Where.at(endpoint), Optional.of(Region.of(region)), true, false, TIMEOUTS, client -> {});
    }

    /**
     * The same, but with other timeouts than the usual 5 and 15 s.
     *
     * @param attempt for one request and its answer; longer than a poll of the queue waits
     * @param call for all attempts together
     */
    public AwsClients withTimeouts(Duration attempt, Duration call) {
        return new AwsClients(where, region, pathStyle, emulated, new Timeouts(attempt, call), made);
    }

    /** The same, but in that region. */
    public AwsClients inRegion(String name) {
        return new AwsClients(where, Optional.of(Region.of(name)), pathStyle, emulated, timeouts, made);
    }

    /** Makes a client as it will be made after a snapshot, and closes it unused: what that takes is loaded then. Asks nobody. */
    void rehearse() {
        S3Client client = s3();
        client.close();
    }

    /** Asks for credentials now, so that the first request need not. If there are none, that one will say so. */
    AwsClients withCredentialsNow() {
        try {
            credentials.get().resolveCredentials();
        } catch (SdkException e) {
            LoggerFactory.getLogger(AwsClients.class).warn("there are no credentials yet: {}", e.toString());
        }
        return this;
    }

    /** The same, but somebody gets every client that is made, to close it. */
    AwsClients handingOver(Consumer<SdkAutoCloseable> taker) {
        return new AwsClients(where, region, pathStyle, emulated, timeouts, taker);
    }

    private <C extends SdkAutoCloseable> C handedOver(C client) {
        made.accept(client);
        return client;
    }

    /** A client of S3. */
    public S3Client s3() {
        return handedOver(configured(S3Client.builder(), where.s3())
                .forcePathStyle(pathStyle)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .build());
    }

    /** A client of SQS. */
    public SqsClient sqs() {
        SqsClientBuilder builder = configured(SqsClient.builder(), where.sqs());
        if (where.hasOwnSqs()) {
            builder.credentialsProvider(AnonymousCredentialsProvider.create()).checksumValidationEnabled(false);
        }
        return handedOver(builder.build());
    }

    /** A client of SNS that leaves retries to its caller. */
    public SnsClient sns() {
        return handedOver(configured(SnsClient.builder(), where.others())
                .overrideConfiguration(
                        timeouts().retryStrategy(AwsRetryStrategy.doNotRetry()).build())
                .build());
    }

    /** A client of Secrets Manager. */
    public SecretsManagerClient secrets() {
        return handedOver(
                configured(SecretsManagerClient.builder(), where.others()).build());
    }

    /** A client of any other service; so that service's types stay where it is called. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C other(
            B builder) {
        return handedOver(configured(builder, where.others()).build());
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(
            B builder, Optional<URI> endpoint) {
        UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder();
        builder.credentialsProvider(credentials.get());
        if (emulated) {
            http.proxyConfiguration(noProxy());
        }
        region.ifPresent(builder::region);
        endpoint.ifPresent(builder::endpointOverride);
        builder.httpClientBuilder(http).overrideConfiguration(timeouts().build());
        return builder;
    }

    /** The variables of a proxy are for the way to AWS; the SDK would take it to loopback, too. */
    private static ProxyConfiguration noProxy() {
        return ProxyConfiguration.builder()
                .useSystemPropertyValues(false)
                .useEnvironmentVariablesValues(false)
                .build();
    }

    private ClientOverrideConfiguration.Builder timeouts() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(timeouts.attempt())
                .apiCallTimeout(timeouts.call());
    }

    private static AwsCredentialsProvider anyCredentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    }
}
