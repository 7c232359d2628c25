package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** An SQS whose answers a test decides, and which keeps every request. */
final class StubSqs implements SqsClient {
    final List<List<SendMessageBatchRequestEntry>> requests = new ArrayList<>();

    private Function<List<SendMessageBatchRequestEntry>, SendMessageBatchResponse> answer = StubSqs::taken;

    StubSqs answers(Function<List<SendMessageBatchRequestEntry>, SendMessageBatchResponse> function) {
        answer = requireNonNull(function);
        return this;
    }

    /** All of them arrived. */
    static SendMessageBatchResponse taken(List<SendMessageBatchRequestEntry> entries) {
        return SendMessageBatchResponse.builder()
                .successful(entries.stream().map(StubSqs::success).toList())
                .build();
    }

    static SendMessageBatchResultEntry success(SendMessageBatchRequestEntry entry) {
        return SendMessageBatchResultEntry.builder().id(entry.id()).build();
    }

    static BatchResultErrorEntry failure(SendMessageBatchRequestEntry entry, String code, boolean senderFault) {
        return BatchResultErrorEntry.builder()
                .id(entry.id())
                .code(code)
                .senderFault(senderFault)
                .build();
    }

    static SqsException failure(int status) {
        return (SqsException) SqsException.builder()
                .statusCode(status)
                .message("status " + status)
                .build();
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        requests.add(request.entries());
        return answer.apply(request.entries());
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
