package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/**
 * An SNS topic (<a href="https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html">PublishBatch</a>). The
 * tenant is the message group, so that a fair queue keeps one tenant's flood from delaying the others; {@link
 * OutboundEvent#attributes} are message attributes, for filter policies. Safe for any number of threads.
 *
 * <p>An entry that SNS calls the sender's fault is refused for good, unless it was throttled. A request whose content it
 * refuses as a whole is taken apart, so that one bad entry doesn't take nine others along. Everything else, a missing
 * topic, key or permission included, may get well and is worth another try.
 */
public final class SnsTransport implements Transport {
    /** A FIFO topic is none: it would need deduplication ids, and holds back a tenant's events behind a failed one. */
    private static final Pattern TOPIC_ARN =
            Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]+):[0-9]{12}:[A-Za-z0-9_-]{1,256}");

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final SnsClient sns;
    private final String topicArn;

    /**
     * A transport to that topic; it closes the client at its end. The client should not retry by itself, and must bound the
     * time of a call.
     *
     * @throws IllegalArgumentException if it is no ARN of a standard SNS topic
     */
    public SnsTransport(SnsClient sns, String topicArn) {
        this.sns = requireNonNull(sns, "sns is null");
        regionOf(topicArn);
        this.topicArn = topicArn;
    }

    /**
     * A transport to that topic with a client of its own: the ARN's region, the SDK's usual credentials and endpoint
     * settings, at most 10 s for a call.
     *
     * @throws IllegalArgumentException if it is no ARN of a standard SNS topic
     */
    public static SnsTransport of(String topicArn) {
        return of(topicArn, CALL_TIMEOUT, client -> {});
    }

    static SnsTransport of(String topicArn, Duration callTimeout, Consumer<SnsClientBuilder> more) {
        SnsClientBuilder client = SnsClient.builder()
                .region(Region.of(regionOf(topicArn)))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(callTimeout))
                .overrideConfiguration(config ->
                        config.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(callTimeout));
        more.accept(client);
        return new SnsTransport(client.build(), topicArn);
    }

    /**
     * The region in a topic's ARN.
     *
     * @throws IllegalArgumentException if it is no ARN of a standard SNS topic
     */
    public static String regionOf(String topicArn) {
        Matcher arn = TOPIC_ARN.matcher(requireNonNull(topicArn, "topicArn is null"));
        if (!arn.matches()) {
            throw new IllegalArgumentException("not the ARN of a standard SNS topic: " + topicArn);
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
            if (!SnsErrors.isRefusal(e)) {
                return all(batch, new Delivery.Failed(SnsErrors.why(e)));
            }
            return batch.size() == 1 ? all(batch, new Delivery.Refused(SnsErrors.why(e))) : oneByOne(batch);
        } catch (SdkException e) {
            return all(batch, new Delivery.Failed(e.toString()));
        }
    }

    @Override
    public void close() {
        sns.close();
    }

    /** Stops at the first that fails, for the others probably would after as long a wait: they come again. */
    private List<Delivery> oneByOne(List<OutboundEvent> batch) {
        List<Delivery> results = all(batch, new Delivery.Failed("not tried alone yet"));
        for (int i = 0; i < batch.size(); i++) {
            results.set(i, send(List.of(batch.get(i))).get(0));
            if (results.get(i) instanceof Delivery.Failed) {
                break;
            }
        }
        return results;
    }

    private static List<PublishBatchRequestEntry> entries(List<OutboundEvent> batch) {
        List<PublishBatchRequestEntry> entries = new ArrayList<>();
        for (OutboundEvent event : batch) {
            entries.add(PublishBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .message(event.json())
                    .messageGroupId(event.tenantId())
                    .messageAttributes(attributes(event))
                    .build());
        }
        return entries;
    }

    private static Map<String, MessageAttributeValue> attributes(OutboundEvent event) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        event.attributes()
                .forEach((name, value) -> attributes.put(
                        name,
                        MessageAttributeValue.builder()
                                .dataType(OutboundEvent.ATTRIBUTE_TYPE)
                                .stringValue(value)
                                .build()));
        return attributes;
    }

    private static List<Delivery> results(List<OutboundEvent> batch, PublishBatchResponse response) {
        // An entry that the answer forgets is not known to have arrived.
        List<Delivery> results = all(batch, new Delivery.Failed("the answer left it out"));
        response.successful().forEach(entry -> put(results, entry.id(), new Delivery.Delivered()));
        response.failed().forEach(entry -> put(results, entry.id(), SnsErrors.failure(entry)));
        return results;
    }

    /** An id that is none of ours says nothing about any entry. */
    private static void put(List<Delivery> results, String id, Delivery delivery) {
        for (int i = 0; i < results.size(); i++) {
            if (Integer.toString(i).equals(id)) {
                results.set(i, delivery);
            }
        }
    }

    private static List<Delivery> all(List<OutboundEvent> batch, Delivery delivery) {
        return new ArrayList<>(Collections.nCopies(batch.size(), delivery));
    }
}
