package dev.taly.activity.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.SnsException;

/** The way of a publisher to the topic, and all that can happen on it. */
final class TopicClient implements SnsClient {
    private static final int MAX_ENTRIES = 10;
    private static final int TIMEOUT_MILLIS = 10_000;

    private final ModelTopic topic;
    private final VirtualTime time;
    private final Chance chance;
    private final Findings findings;

    TopicClient(ModelTopic topic, VirtualTime time, Chance chance, Findings findings) {
        this.topic = topic;
        this.time = time;
        this.chance = chance;
        this.findings = findings;
    }

    @Override
    public PublishBatchResponse publishBatch(PublishBatchRequest request) {
        List<PublishBatchRequestEntry> entries = request.publishBatchRequestEntries();
        long ids = entries.stream().map(PublishBatchRequestEntry::id).distinct().count();
        findings.expect(
                !entries.isEmpty() && entries.size() <= MAX_ENTRIES && ids == entries.size(),
                Promise.WELL_FORMED,
                "a request of %d events",
                entries.size());
        beforeItArrives(entries);
        List<PublishBatchResultEntry> taken = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (PublishBatchRequestEntry entry : entries) {
            refuse(entry).ifPresentOrElse(failed::add, () -> {
                boolean omitted = chance.strikes(Fault.TOPIC_ENTRY_OMITTED);
                if (!omitted || chance.percent(50)) {
                    take(entry);
                }
                if (!omitted) {
                    taken.add(PublishBatchResultEntry.builder().id(entry.id()).build());
                }
            });
        }
        if (chance.strikes(Fault.TOPIC_ANSWER_LOST)) {
            time.advanceMillis(TIMEOUT_MILLIS);
            throw SdkClientException.create("timed out");
        }
        return PublishBatchResponse.builder().successful(taken).failed(failed).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private void beforeItArrives(List<PublishBatchRequestEntry> entries) {
        time.advanceMillis(chance.between(1, 30));
        if (chance.strikes(Fault.TOPIC_DOWN)) {
            throw failure(503, "ServiceUnavailable");
        }
        if (chance.strikes(Fault.TOPIC_SLOW)) {
            time.advanceMillis(TIMEOUT_MILLIS);
            throw SdkClientException.create("timed out");
        }
        if (chance.strikes(Fault.TOPIC_CLIENT_BROKEN)) {
            throw new IllegalStateException("connection pool shut down");
        }
        List<Item> disliked = entries.stream()
                .map(entry -> topic.item(entry.message()))
                .filter(item -> item.kind() == Item.Kind.DISLIKED)
                .toList();
        if (!disliked.isEmpty() && topic.isStrict()) {
            chance.struck(Fault.TOPIC_DISLIKES_CONTENT);
            if (entries.size() == 1) {
                topic.refuse(disliked.get(0));
            }
            throw failure(400, "InvalidParameter");
        }
    }

    private Optional<BatchResultErrorEntry> refuse(PublishBatchRequestEntry entry) {
        boolean refused = chance.strikes(Fault.TOPIC_ENTRY_REFUSED);
        if (refused) {
            topic.refuse(topic.item(entry.message()));
        }
        if (!refused && !chance.strikes(Fault.TOPIC_ENTRY_FAILED)) {
            return Optional.empty();
        }
        return Optional.of(BatchResultErrorEntry.builder()
                .id(entry.id())
                .code(refused ? "InvalidParameter" : "InternalFailure")
                .message("in a model")
                .senderFault(refused)
                .build());
    }

    private void take(PublishBatchRequestEntry entry) {
        Item item = topic.item(entry.message());
        findings.expect(
                item.tenant().equals(entry.messageGroupId()),
                Promise.OWN_TENANT,
                "the message group of item %d is %s",
                item.number(),
                entry.messageGroupId());
        findings.expect(
                entry.message().startsWith("{\"id\":\"" + item.id() + "\",\"tenantId\":\"" + item.tenant() + "\""),
                Promise.WELL_FORMED,
                "item %d left as %s",
                item.number(),
                entry.message());
        Map<String, String> attributes = new HashMap<>();
        entry.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
        topic.take(item, entry.message(), attributes);
    }

    private static SnsException failure(int status, String code) {
        return (SnsException) SnsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("in a model")
                        .build())
                .build();
    }
}
