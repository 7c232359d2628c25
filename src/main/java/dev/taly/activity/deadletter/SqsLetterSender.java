package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.consume.SqsAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** An SQS queue to send to. */
public final class SqsLetterSender implements LetterSender {
    /** A standard queue takes that much in one request, unless it was made to take more. */
    private static final int MAX_BATCH_BYTES = 256 * 1024;

    private final SqsClient sqs;
    private final String queueUrl;

    /** The caller keeps and closes the client, whose timeouts and retries hold here. */
    public SqsLetterSender(SqsClient sqs, String queueUrl) {
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
    }

    @Override
    public Map<String, String> send(List<Outgoing> letters) {
        Map<String, String> failures = new HashMap<>();
        List<Outgoing> batch = new ArrayList<>();
        long bytes = 0;
        for (Outgoing letter : letters) {
            long size = SqsAttributes.size(letter.body(), SqsAttributes.write(letter.attributes()));
            if (!batch.isEmpty() && bytes + size > MAX_BATCH_BYTES) {
                failures.putAll(sendBatch(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(letter);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            failures.putAll(sendBatch(batch));
        }
        return failures;
    }

    private Map<String, String> sendBatch(List<Outgoing> batch) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Outgoing letter : batch) {
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .messageBody(letter.body())
                    .messageAttributes(SqsAttributes.write(letter.attributes()))
                    .messageGroupId(letter.groupId().isEmpty() ? null : letter.groupId())
                    .build());
        }
        try {
            return failures(
                    batch, sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(entries)));
        } catch (SdkException e) {
            return batch.size() > 1 && SqsErrors.isRefusal(e) ? oneByOne(batch) : all(batch, SqsErrors.code(e));
        }
    }

    /** One letter may have spoilt the request for the others. */
    private Map<String, String> oneByOne(List<Outgoing> batch) {
        Map<String, String> failures = new HashMap<>();
        batch.forEach(letter -> failures.putAll(sendBatch(List.of(letter))));
        return failures;
    }

    private static Map<String, String> failures(List<Outgoing> batch, SendMessageBatchResponse response) {
        // A letter that the answer forgets is not known to have arrived.
        Map<String, String> failures = all(batch, "the queue's answer left it out");
        response.failed().forEach(entry -> failures.put(id(batch, entry.id()), String.valueOf(entry.code())));
        response.successful().forEach(entry -> failures.remove(id(batch, entry.id())));
        return failures;
    }

    private static Map<String, String> all(List<Outgoing> batch, String why) {
        Map<String, String> failures = new HashMap<>();
        batch.forEach(letter -> failures.put(letter.messageId(), why));
        return failures;
    }

    private static String id(List<Outgoing> batch, String index) {
        return batch.get(Integer.parseInt(index)).messageId();
    }
}
