package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/**
 * An SNS topic (<a href="https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html">PublishBatch</a>). The
 * tenant is the message group, so that a fair queue keeps one tenant's flood from delaying the others.
 *
 * <p>An entry that SNS calls the sender's fault is refused for good, unless it was throttled. A request that it refuses as
 * a whole is taken apart, so that one bad entry doesn't take nine others along. Everything else, a missing topic or
 * permission included, may get well and is worth another try.
 */
public final class SnsTransport implements Transport {
    private static final Pattern TOPIC_ARN =
            Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]+):[0-9]{12}:[A-Za-z0-9_-]{1,256}");
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final int BAD_REQUEST = 400;
    private static final int PAYLOAD_TOO_LARGE = 413;

    private final SnsClient sns;
    private final String topicArn;

    /** A transport to that topic; it closes the client at its end. The client should not retry by itself. */
    public SnsTransport(SnsClient sns, String topicArn) {
        this.sns = requireNonNull(sns, "sns is null");
        this.topicArn = requireNonNull(topicArn, "topicArn is null");
    }

    /**
     * A transport to that topic, with the SDK's usual credentials and endpoint settings and the region of the ARN.
     *
     * @throws IllegalArgumentException if it is no ARN of an SNS topic
     */
    public static SnsTransport of(String topicArn) {
        SnsClient client = SnsClient.builder()
                .region(Region.of(regionOf(topicArn)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config ->
                        config.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(CALL_TIMEOUT))
                .build();
        return new SnsTransport(client, topicArn);
    }

    /**
     * The region that the topic is in.
     *
     * @throws IllegalArgumentException if it is no ARN of an SNS topic
     */
    public static String regionOf(String topicArn) {
        Matcher arn = TOPIC_ARN.matcher(topicArn);
        if (!arn.matches()) {
            throw new IllegalArgumentException("not the ARN of an SNS topic: " + topicArn);
        }
        return arn.group(1);
    }

    @Override
    public List<Delivery> send(List<OutboundEvent> batch) {
        try {
            return results(
                    batch,
                    sns.publishBatch(publish -> publish.topicArn(topicArn).publishBatchRequestEntries(entries(batch))));
        } catch (AwsServiceException e) {
            if (!isRefusal(e)) {
                return all(batch, new Delivery.Failed(e.toString()));
            }
            if (batch.size() == 1) {
                return all(batch, new Delivery.Refused(e.toString()));
            }
            List<Delivery> oneByOne = new ArrayList<>();
            batch.forEach(event -> oneByOne.addAll(send(List.of(event))));
            return oneByOne;
        } catch (SdkException e) {
            return all(batch, new Delivery.Failed(e.toString()));
        }
    }

    @Override
    public void close() {
        sns.close();
    }

    private static List<PublishBatchRequestEntry> entries(List<OutboundEvent> batch) {
        List<PublishBatchRequestEntry> entries = new ArrayList<>();
        for (OutboundEvent event : batch) {
            entries.add(PublishBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .message(event.json())
                    .messageGroupId(event.tenantId())
                    .build());
        }
        return entries;
    }

    private static List<Delivery> results(List<OutboundEvent> batch, PublishBatchResponse response) {
        // An entry that the answer forgets is not known to have arrived.
        List<Delivery> results = all(batch, new Delivery.Failed("the answer left it out"));
        response.successful().forEach(entry -> results.set(Integer.parseInt(entry.id()), new Delivery.Delivered()));
        response.failed().forEach(entry -> results.set(Integer.parseInt(entry.id()), failure(entry)));
        return results;
    }

    private static Delivery failure(BatchResultErrorEntry entry) {
        String why = entry.code() + ": " + entry.message();
        boolean refused =
                Boolean.TRUE.equals(entry.senderFault()) && !entry.code().contains("Throttl");
        return refused ? new Delivery.Refused(why) : new Delivery.Failed(why);
    }

    private static boolean isRefusal(AwsServiceException e) {
        return (e.statusCode() == BAD_REQUEST || e.statusCode() == PAYLOAD_TOO_LARGE)
                && !e.isThrottlingException()
                && !e.isClockSkewException()
                && !isCredentialProblem(e);
    }

    /** Credentials expire and are renewed: a matter of time. */
    private static boolean isCredentialProblem(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        return code != null && code.contains("Token");
    }

    private static List<Delivery> all(List<OutboundEvent> batch, Delivery delivery) {
        return new ArrayList<>(Collections.nCopies(batch.size(), delivery));
    }
}
