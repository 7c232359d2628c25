package dev.taly.activity.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** From the SDK's SNS client to the SDK's SQS client, with ElasticMQ behind. */
class LocalSnsToSqsIT {
    private static SQSRestServer elasticMq;
    private static SqsClient sqs;
    private static SnsServer server;

    private SnsClient sns;
    private String name;
    private String topic;

    @BeforeAll
    static void start() throws Exception {
        elasticMq = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .withAWSRegion("us-east-1")
                .withAWSAccountId("000000000000")
                .start();
        int port = elasticMq.waitUntilStarted().localAddress().getPort();
        sqs = SqsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        server = new SnsServer(new SqsQueues(sqs));
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
        sqs.close();
        elasticMq.stopAndWait();
    }

    @BeforeEach
    void makeTopic(TestInfo test) {
        sns = server.client();
        name = test.getTestMethod().orElseThrow().getName();
        topic = sns.createTopic(create -> create.name(name)).topicArn();
    }

    @Test
    void raw_keepsBodyAttributesAndGroup() {
        String queue = queue("");
        subscribe("", Map.of("RawMessageDelivery", "true"));

        sns.publish(publish -> publish.topicArn(topic)
                .message("{\"a\":\"é😀\"}")
                .messageGroupId("acme")
                .messageAttributes(Map.of("level", text("critical"), "bytes", bytes(0, 1, 2))));

        Message message = receive(queue).get(0);
        assertThat(message.body()).isEqualTo("{\"a\":\"é😀\"}");
        assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "acme");
        assertThat(message.messageAttributes())
                .containsEntry(
                        "level", sqsAttribute("String").stringValue("critical").build())
                .containsEntry(
                        "bytes",
                        sqsAttribute("Binary")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {0, 1, 2}))
                                .build());
    }

    @Test
    void envelope_holdsMessageSubjectAndAttributes() throws Exception {
        String queue = queue("");
        subscribe("", Map.of());

        String id = sns.publish(publish -> publish.topicArn(topic)
                        .message("{\"a\":\"é😀\"}")
                        .subject("A subject")
                        .messageAttributes(Map.of("level", text("critical"))))
                .messageId();

        Message message = receive(queue).get(0);
        JsonNode envelope = new ObjectMapper().readTree(message.body());
        assertThat(envelope.path("Type").textValue()).isEqualTo("Notification");
        assertThat(envelope.path("MessageId").textValue()).isEqualTo(id);
        assertThat(envelope.path("TopicArn").textValue()).isEqualTo(topic);
        assertThat(envelope.path("Subject").textValue()).isEqualTo("A subject");
        assertThat(envelope.path("Message").textValue()).isEqualTo("{\"a\":\"é😀\"}");
        assertThat(envelope.at("/MessageAttributes/level/Value").textValue()).isEqualTo("critical");
        assertThat(message.hasMessageAttributes()).isFalse();
    }

    @Test
    void filters_decideBySubscription() {
        String critical = queue("-critical");
        String dear = queue("-dear");
        subscribe("-critical", Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"level\":[\"critical\"]}"));
        subscribe(
                "-dear",
                Map.of(
                        "RawMessageDelivery", "true",
                        "FilterPolicyScope", "MessageBody",
                        "FilterPolicy", "{\"metadata\":{\"amount\":[{\"numeric\":[\">\",100]}]}}"));

        sns.publishBatch(publish -> publish.topicArn(topic)
                .publishBatchRequestEntries(
                        entry("1", "{\"metadata\":{\"amount\":100.5}}", "critical"),
                        entry("2", "{\"metadata\":{\"amount\":100}}", "critical"),
                        entry("3", "{\"metadata\":{\"amount\":101}}", "info"),
                        entry("4", "{}", "info")));

        assertThat(receive(critical))
                .extracting(Message::body)
                .containsExactlyInAnyOrder("{\"metadata\":{\"amount\":100.5}}", "{\"metadata\":{\"amount\":100}}");
        assertThat(receive(dear))
                .extracting(Message::body)
                .containsExactlyInAnyOrder("{\"metadata\":{\"amount\":100.5}}", "{\"metadata\":{\"amount\":101}}");
    }

    @Test
    void publish_toAQueueThatIsMissingFailsUntilItIsMade() {
        subscribe("", Map.of("RawMessageDelivery", "true"));

        assertThatThrownBy(() -> sns.publish(publish -> publish.topicArn(topic).message("x")))
                .isInstanceOf(InternalErrorException.class);
        String queue = queue("");
        sns.publish(publish -> publish.topicArn(topic).message("x"));
        assertThat(receive(queue)).extracting(Message::body).containsExactly("x");

        sqs.deleteQueue(delete -> delete.queueUrl(queue));
        assertThatThrownBy(() -> sns.publish(publish -> publish.topicArn(topic).message("x")))
                .isInstanceOf(InternalErrorException.class);
    }

    @Test
    void publish_ofWhatSqsRefusesIsADeadLetterOrTheSendersError() {
        queue("");
        String dlq = queue("-dlq");
        String subscription = subscribe("", Map.of("RawMessageDelivery", "true"));

        assertThatThrownBy(() -> sns.publish(publish -> publish.topicArn(topic).message("\u0000")))
                .isInstanceOf(InvalidParameterException.class);
        sns.setSubscriptionAttributes(set -> set.subscriptionArn(subscription)
                .attributeName("RedrivePolicy")
                .attributeValue("{\"deadLetterTargetArn\":\"" + arn("-dlq") + "\"}"));
        sns.publish(publish -> publish.topicArn(topic).message("\u0000"));

        Message letter = receive(dlq).get(0);
        assertThat(letter.body()).contains("\"Message\" : \"\\u0000\"");
        assertThat(letter.messageAttributes()).containsKeys("RequestID", "ErrorCode", "ErrorMessage");
    }

    @Test
    void publishBatch_ofTheLargestSizeArrivesInAnEnvelopeToo() {
        String queue = queue("");
        subscribe("", Map.of());
        List<PublishBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entries.add(PublishBatchRequestEntry.builder()
                    .id("e" + i)
                    .message("\"".repeat(256 * 1024 / 10))
                    .build());
        }

        assertThat(sns.publishBatch(publish -> publish.topicArn(topic).publishBatchRequestEntries(entries))
                        .successful())
                .hasSize(10);
        assertThat(receive(queue)).hasSize(10);
    }

    private String arn(String suffix) {
        return "arn:aws:sqs:us-east-1:000000000000:" + name + suffix;
    }

    private String queue(String suffix) {
        return sqs.createQueue(create -> create.queueName(name + suffix)).queueUrl();
    }

    private String subscribe(String suffix, Map<String, String> attributes) {
        return sns.subscribe(subscribe -> subscribe
                        .topicArn(topic)
                        .protocol("sqs")
                        .endpoint(arn(suffix))
                        .attributes(attributes))
                .subscriptionArn();
    }

    private static List<Message> receive(String queueUrl) {
        return sqs.receiveMessage(receive -> receive.queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(1)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private static PublishBatchRequestEntry entry(String id, String message, String level) {
        return PublishBatchRequestEntry.builder()
                .id(id)
                .message(message)
                .messageAttributes(Map.of("level", text(level)))
                .build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static MessageAttributeValue bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return MessageAttributeValue.builder()
                .dataType("Binary")
                .binaryValue(SdkBytes.fromByteArray(bytes))
                .build();
    }

    private static software.amazon.awssdk.services.sqs.model.MessageAttributeValue.Builder sqsAttribute(String type) {
        return software.amazon.awssdk.services.sqs.model.MessageAttributeValue.builder()
                .dataType(type);
    }
}
