package dev.taly.activity.local.sns;

import static dev.taly.activity.local.sns.Sns.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sns.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sns.model.InternalErrorException;
import software.amazon.awssdk.services.sns.model.InvalidBatchEntryIdException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.TagLimitExceededException;
import software.amazon.awssdk.services.sns.model.TooManyEntriesInBatchRequestException;
import software.amazon.awssdk.services.sns.model.Topic;

/** The AWS SDK understands every answer. */
class LocalSnsIT {
    private final FakeQueues queues = new FakeQueues();
    private SnsServer server;
    private SnsClient sns;
    private String topic;

    @BeforeEach
    void start() throws Exception {
        server = new SnsServer(queues);
        sns = server.client();
        topic = sns.createTopic(create -> create.name("activity-events")).topicArn();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void topics_areMadeListedChangedAndDeleted() {
        assertThat(topic).isEqualTo(Sns.TOPIC);
        String second = sns.createTopic(create -> create.name("second")
                        .attributes(Map.of("DisplayName", "<A> & \"B\" é😀", "FifoTopic", "false"))
                        .tags(Tag.builder().key("team").value("core").build()))
                .topicArn();
        sns.setTopicAttributes(
                set -> set.topicArn(topic).attributeName("DisplayName").attributeValue("first"));

        assertThat(sns.listTopics().topics()).extracting(Topic::topicArn).containsExactly(topic, second);
        assertThat(sns.getTopicAttributes(get -> get.topicArn(second)).attributes())
                .containsEntry("DisplayName", "<A> & \"B\" é😀")
                .containsEntry("TopicArn", second);
        assertThat(sns.getTopicAttributes(get -> get.topicArn(topic)).attributes())
                .containsEntry("DisplayName", "first");

        sns.deleteTopic(delete -> delete.topicArn(second));
        assertThat(sns.listTopics().topics()).extracting(Topic::topicArn).containsExactly(topic);
        assertThatThrownBy(() -> sns.getTopicAttributes(get -> get.topicArn(second)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Topic does not exist");
    }

    @Test
    void lists_areReadOverTheirPages() {
        for (int i = 0; i < 120; i++) {
            String name = "t" + i;
            sns.createTopic(create -> create.name(name));
            subscribe("arn:aws:sqs:us-east-1:000000000000:q" + i, Map.of());
        }

        assertThat(sns.listTopicsPaginator().topics()).hasSize(121);
        assertThat(sns.listSubscriptionsPaginator().subscriptions()).hasSize(120);
        assertThat(sns.listSubscriptionsByTopicPaginator(list -> list.topicArn(topic))
                        .subscriptions())
                .hasSize(120);
    }

    @Test
    void subscriptions_areMadeListedChangedAndEnded() {
        String arn = subscribe(QUEUE, Map.of("RawMessageDelivery", "true"));

        assertThat(subscribe(QUEUE, Map.of())).isEqualTo(arn);
        Subscription listed = sns.listSubscriptionsByTopic(list -> list.topicArn(topic))
                .subscriptions()
                .get(0);
        assertThat(listed.subscriptionArn()).isEqualTo(arn);
        assertThat(listed.topicArn()).isEqualTo(topic);
        assertThat(listed.endpoint()).isEqualTo(QUEUE);
        assertThat(listed.protocol()).isEqualTo("sqs");
        assertThat(listed.owner()).isEqualTo("000000000000");
        assertThat(sns.listSubscriptions().subscriptions()).containsExactly(listed);

        sns.setSubscriptionAttributes(set ->
                set.subscriptionArn(arn).attributeName("FilterPolicy").attributeValue("{\"level\":[\"critical\"]}"));
        assertThat(sns.getSubscriptionAttributes(get -> get.subscriptionArn(arn))
                        .attributes())
                .containsEntry("RawMessageDelivery", "true")
                .containsEntry("FilterPolicy", "{\"level\":[\"critical\"]}")
                .containsEntry("FilterPolicyScope", "MessageAttributes")
                .containsEntry("PendingConfirmation", "false");

        sns.unsubscribe(end -> end.subscriptionArn(arn));
        assertThatThrownBy(() -> sns.getSubscriptionAttributes(get -> get.subscriptionArn(arn)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void subscribe_withAWrongParameterIsInvalid() {
        assertThatThrownBy(() -> sns.subscribe(
                        subscribe -> subscribe.topicArn(topic).protocol("https").endpoint("https://example.com")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> subscribe(QUEUE, Map.of("FilterPolicy", "{\"a\":[{\"wildcard\":\"x*\"}]}")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Unrecognized match type wildcard");
        assertThatThrownBy(() -> sns.subscribe(subscribe ->
                        subscribe.topicArn(topic + "x").protocol("sqs").endpoint(QUEUE)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void tags_areKeptListedAndRemoved() {
        sns.tagResource(tag -> tag.resourceArn(topic)
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("<2>").build()));
        sns.untagResource(untag -> untag.resourceArn(topic).tagKeys("a"));

        assertThat(sns.listTagsForResource(list -> list.resourceArn(topic)).tags())
                .containsExactly(Tag.builder().key("b").value("<2>").build());
        assertThatThrownBy(() -> sns.listTagsForResource(list -> list.resourceArn(topic + "x")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> sns.tagResource(tag -> tag.resourceArn(topic).tags(manyTags())))
                .isInstanceOf(TagLimitExceededException.class);
    }

    @Test
    void publish_deliversAndAnswersWithAnId() {
        subscribe(QUEUE, Map.of("RawMessageDelivery", "true"));

        PublishResponse answer = sns.publish(publish -> publish.topicArn(topic)
                .message("a=1&b=2 + é😀 %20 \u0001")
                .messageGroupId("acme")
                .messageAttributes(Map.of(
                        "text", attribute("String", "x"),
                        "number", attribute("Number", "-1.5"),
                        "list", attribute("String.Array", "[\"a\",1]"),
                        "bytes",
                                MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .binaryValue(SdkBytes.fromByteArray(new byte[] {0, 1, 2}))
                                        .build())));

        assertThat(answer.messageId()).hasSize(36);
        assertThat(answer.responseMetadata().requestId()).hasSize(36);
        QueueMessage message = queues.in(QUEUE).get(0);
        assertThat(message.body()).isEqualTo("a=1&b=2 + é😀 %20 \u0001");
        assertThat(message.groupId()).contains("acme");
        assertThat(message.attributes())
                .containsEntry("bytes", new MessageAttribute("Binary", "AAEC"))
                .containsEntry("list", new MessageAttribute("String.Array", "[\"a\",1]"))
                .hasSize(4);
    }

    @Test
    void publish_errorsAreTheSdksExceptions() {
        subscribe(QUEUE, Map.of("RawMessageDelivery", "true"));
        queues.fail("down");

        assertThatThrownBy(() -> publish("down")).isInstanceOfSatisfying(InternalErrorException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(500);
            assertThat(e.requestId()).hasSize(36);
        });
        assertThatThrownBy(() -> publish(""))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Empty message");
        assertThatThrownBy(() -> publish("x".repeat(Message.MAX_BYTES + 1)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Message too long");
        assertThatThrownBy(() -> sns.publish(publish ->
                        publish.topicArn(topic).message("x").messageAttributes(Map.of("n", attribute("Number", "x")))))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() ->
                        sns.publish(publish -> publish.topicArn(topic + "x").message("x")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void publishBatch_answersForEachEntry() {
        subscribe(QUEUE, Map.of("RawMessageDelivery", "true"));
        queues.fail("down");

        PublishBatchResponse answer = publishBatch(entry("a", "good"), entry("b", ""), entry("c", "down"));

        assertThat(answer.successful()).extracting(PublishBatchResultEntry::id).containsExactly("a");
        assertThat(answer.failed())
                .extracting(BatchResultErrorEntry::id, BatchResultErrorEntry::code, BatchResultErrorEntry::senderFault)
                .containsExactly(tuple("b", "InvalidParameter", true), tuple("c", "InternalError", false));
        assertThat(queues.bodies(QUEUE)).containsExactly("good");
    }

    @Test
    void publishBatch_errorsAreTheSdksExceptions() {
        assertThatThrownBy(this::publishBatch).isInstanceOf(EmptyBatchRequestException.class);
        assertThatThrownBy(() -> publishBatch(entries(11, "x")))
                .isInstanceOf(TooManyEntriesInBatchRequestException.class);
        assertThatThrownBy(() -> publishBatch(entry("a", "x"), entry("a", "y")))
                .isInstanceOf(BatchEntryIdsNotDistinctException.class);
        assertThatThrownBy(() -> publishBatch(entry("a b", "x"))).isInstanceOf(InvalidBatchEntryIdException.class);
        assertThatThrownBy(() -> publishBatch(entries(10, "x".repeat(Message.MAX_BYTES / 10 + 1))))
                .isInstanceOf(BatchRequestTooLongException.class);
        assertThat(publishBatch(entries(10, "x")).successful()).hasSize(10);
    }

    @Test
    void publish_ofTheLargestMessageWithEveryByteEscapedIsTaken() {
        subscribe(QUEUE, Map.of("RawMessageDelivery", "true"));

        publish("{".repeat(Message.MAX_BYTES));

        assertThat(queues.bodies(QUEUE)).containsExactly("{".repeat(Message.MAX_BYTES));
    }

    @Test
    void publish_fromManyThreadsLosesAndDoublesNothing() throws Exception {
        subscribe(QUEUE, Map.of("RawMessageDelivery", "true"));
        ExecutorService publishers = Executors.newFixedThreadPool(8);
        List<String> messages = new ArrayList<>();
        try {
            List<Future<PublishBatchResponse>> answers = new ArrayList<>();
            for (int batch = 0; batch < 100; batch++) {
                PublishBatchRequestEntry[] entries = new PublishBatchRequestEntry[10];
                for (int i = 0; i < 10; i++) {
                    String message = batch + "-" + i;
                    messages.add(message);
                    entries[i] = entry("e" + i, message);
                }
                answers.add(publishers.submit(() -> publishBatch(entries)));
            }
            for (Future<PublishBatchResponse> answer : answers) {
                assertThat(answer.get().successful()).hasSize(10);
            }
        } finally {
            publishers.shutdownNow();
        }
        assertThat(queues.bodies(QUEUE)).containsExactlyInAnyOrderElementsOf(messages);
    }

    @Test
    void requests_thatAreNoneGetAnErrorInXml() throws Exception {
        assertError(
                405, "MethodNotAllowed", HttpRequest.newBuilder(server.uri()).GET());
        assertError(400, "MissingAction", post(""));
        assertError(400, "InvalidAction", post("Action=%3Cscript%3E"));
        assertError(400, "NoSuchVersion", post("Action=ListTopics&Version=2001-01-01"));
        assertError(400, "MalformedInput", post("Action=%zz"));
        assertError(400, "ValidationError", post("Action=CreateTopic"));
        assertError(413, "RequestEntityTooLarge", post("Action=" + "x".repeat(SnsHandler.MAX_REQUEST_BYTES)));
    }

    @Test
    void unknownActions_areAnExceptionOfTheSdkToo() {
        assertThatThrownBy(() -> sns.listPhoneNumbersOptedOut())
                .isInstanceOfSatisfying(
                        SnsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
    }

    private void assertError(int status, String code, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/xml");
        assertThat(response.body())
                .startsWith(
                        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type>"
                                + "<Code>" + code + "</Code>")
                .endsWith("<RequestId>"
                        + response.headers().firstValue("x-amzn-RequestId").orElseThrow()
                        + "</RequestId></ErrorResponse>")
                .doesNotContain("<script>");
    }

    private HttpRequest.Builder post(String form) {
        URI uri = server.uri();
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private String subscribe(String queueArn, Map<String, String> attributes) {
        return sns.subscribe(subscribe -> subscribe
                        .topicArn(topic)
                        .protocol("sqs")
                        .endpoint(queueArn)
                        .attributes(attributes)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    private PublishResponse publish(String message) {
        return sns.publish(publish -> publish.topicArn(topic).message(message));
    }

    private PublishBatchResponse publishBatch(PublishBatchRequestEntry... entries) {
        return sns.publishBatch(publish -> publish.topicArn(topic).publishBatchRequestEntries(Arrays.asList(entries)));
    }

    private static PublishBatchRequestEntry entry(String id, String message) {
        return PublishBatchRequestEntry.builder().id(id).message(message).build();
    }

    private static PublishBatchRequestEntry[] entries(int count, String message) {
        PublishBatchRequestEntry[] entries = new PublishBatchRequestEntry[count];
        for (int i = 0; i < count; i++) {
            entries[i] = entry("e" + i, message);
        }
        return entries;
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    private static List<Tag> manyTags() {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            tags.add(Tag.builder().key("k" + i).value("v").build());
        }
        return tags;
    }
}
