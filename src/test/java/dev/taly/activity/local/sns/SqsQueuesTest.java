package dev.taly.activity.local.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.local.sns.QueueSender.Sent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

class SqsQueuesTest {
    private final FakeSqs sqs = new FakeSqs();
    private final SqsQueues queues = new SqsQueues(sqs);

    @Test
    void send_tellsTheResultsInTheOrderOfTheMessages() {
        sqs.response = SendMessageBatchResponse.builder()
                .failed(failed("1", true), failed("2", false))
                .successful(SendMessageBatchResultEntry.builder().id("0").build())
                .build();

        List<Sent> sent = queues.send(Sns.QUEUE, messages(4));

        assertThat(sent.get(0)).isEqualTo(new Sent.Taken());
        assertThat(sent.get(1)).isEqualTo(new Sent.Refused("Code", "why"));
        assertThat(sent.get(2)).isInstanceOf(Sent.Failed.class);
        assertThat(sent.get(3)).as("the answer left it out").isInstanceOf(Sent.Failed.class);
    }

    @Test
    void send_asksForTheUrlOnceUntilItFails() {
        queues.send(Sns.QUEUE, messages(1));
        queues.send(Sns.QUEUE, messages(1));
        assertThat(sqs.names).containsExactly("activity-queue");

        sqs.failure = SdkClientException.create("down");
        assertThat(queues.send(Sns.QUEUE, messages(2)))
                .hasSize(2)
                .allSatisfy(sent -> assertThat(sent).isInstanceOf(Sent.Failed.class));
        sqs.failure = null;
        queues.send(Sns.QUEUE, messages(1));
        assertThat(sqs.names).hasSize(2);
    }

    private static BatchResultErrorEntry failed(String id, boolean senderFault) {
        return BatchResultErrorEntry.builder()
                .id(id)
                .code("Code")
                .message("why")
                .senderFault(senderFault)
                .build();
    }

    private static List<QueueMessage> messages(int count) {
        return Collections.nCopies(count, new QueueMessage("x", Map.of(), Optional.empty()));
    }

    private static final class FakeSqs implements SqsClient {
        private final List<String> names = new ArrayList<>();
        private SendMessageBatchResponse response =
                SendMessageBatchResponse.builder().build();
        private @Nullable SdkException failure;

        @Override
        public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
            names.add(request.queueName());
            return GetQueueUrlResponse.builder()
                    .queueUrl("http://127.0.0.1/" + request.queueName())
                    .build();
        }

        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            if (failure != null) {
                throw failure;
            }
            return response;
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
