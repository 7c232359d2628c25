package dev.taly.activity.local.sns;

import static dev.taly.activity.local.sns.Sns.DLQ;
import static dev.taly.activity.local.sns.Sns.QUEUE;
import static dev.taly.activity.local.sns.Sns.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishActionsTest {
    private static final String OTHER_QUEUE = "arn:aws:sqs:us-east-1:000000000000:other-queue";
    private static final String RAW = "RawMessageDelivery";
    private static final String REDRIVE = "{\"deadLetterTargetArn\":\"" + DLQ + "\"}";

    private final Sns sns = Sns.withTopic();

    @Test
    void publish_deliversRawWhereAskedAndAnEnvelopeElsewhere() throws IOException {
        sns.subscribe(RAW, "true");
        sns.subscribeQueue(OTHER_QUEUE);

        String id = Sns.element("MessageId", publish("hello"));

        assertThat(sns.queues.bodies(QUEUE)).containsExactly("hello");
        JsonNode envelope =
                new ObjectMapper().readTree(sns.queues.bodies(OTHER_QUEUE).get(0));
        assertThat(envelope.path("Message").textValue()).isEqualTo("hello");
        assertThat(envelope.path("MessageId").textValue()).isEqualTo(id);
    }

    @Test
    void publish_handsOnAttributesOfARawMessageAndTheGroup() {
        sns.subscribe(RAW, "true");

        publish(
                "hello",
                "MessageGroupId",
                "acme",
                "MessageAttributes.entry.1.Name",
                "a",
                "MessageAttributes.entry.1.Value.DataType",
                "Binary",
                "MessageAttributes.entry.1.Value.BinaryValue",
                "AAEC");

        QueueMessage message = sns.queues.in(QUEUE).get(0);
        assertThat(message.attributes()).containsOnlyKeys("a").containsValue(new MessageAttribute("Binary", "AAEC"));
        assertThat(message.groupId()).contains("acme");
    }

    @Test
    void publish_givesAnEnvelopeNoSqsAttributes() {
        sns.subscribe();

        publish(
                "hello",
                "MessageGroupId",
                "acme",
                "MessageAttributes.entry.1.Name",
                "a",
                "MessageAttributes.entry.1.Value.DataType",
                "String",
                "MessageAttributes.entry.1.Value.StringValue",
                "x");

        QueueMessage message = sns.queues.in(QUEUE).get(0);
        assertThat(message.attributes()).isEmpty();
        assertThat(message.body()).contains("\"a\" : {\"Type\":\"String\",\"Value\":\"x\"}");
        assertThat(message.groupId()).contains("acme");
    }

    @Test
    void publish_withoutSubscribersIsTaken() {
        assertThat(publish("hello")).contains("<MessageId>");
    }

    @Test
    void publish_deliversOnlyWhatTheFilterLetsThrough() {
        sns.subscribe(RAW, "true", "FilterPolicyScope", "MessageBody", "FilterPolicy", "{\"level\":[\"critical\"]}");

        publish("{\"level\":\"info\"}");
        publish("{\"level\":\"critical\"}");

        assertThat(sns.queues.bodies(QUEUE)).containsExactly("{\"level\":\"critical\"}");
    }

    @Test
    void publish_isAnsweredWithAnErrorUntilEveryQueueTookIt() {
        sns.subscribe(RAW, "true");
        sns.subscribeQueue(OTHER_QUEUE, RAW, "true");
        sns.queues.fail("hello");

        assertThatThrownBy(() -> publish("hello")).isInstanceOfSatisfying(SnsException.class, e -> {
            assertThat(e.status()).isEqualTo(500);
            assertThat(e.code()).isEqualTo("InternalError");
            assertThat(e.isSendersFault()).isFalse();
        });
        sns.queues.heal();
        publish("hello");

        assertThat(sns.queues.bodies(QUEUE)).containsExactly("hello");
        assertThat(sns.queues.bodies(OTHER_QUEUE)).containsExactly("hello");
    }

    @Test
    void publish_ofWhatAQueueRefusesGoesToTheDeadLettersOfTheSubscription() throws IOException {
        sns.subscribe(RAW, "true", "RedrivePolicy", REDRIVE);
        sns.queues.refuse("hello");

        publish("hello", "MessageGroupId", "acme");

        assertThat(sns.queues.in(QUEUE)).isEmpty();
        QueueMessage letter = sns.queues.in(DLQ).get(0);
        assertThat(new ObjectMapper().readTree(letter.body()).path("Message").textValue())
                .isEqualTo("hello");
        assertThat(letter.attributes())
                .containsOnlyKeys("RequestID", "ErrorCode", "ErrorMessage")
                .containsEntry("ErrorCode", MessageAttribute.text("InvalidMessageContents"));
        assertThat(letter.groupId()).contains("acme");
    }

    @Test
    void publish_ofWhatAQueueRefusesIsTheSendersErrorWhereThereAreNoDeadLetters() {
        sns.subscribe(RAW, "true");
        sns.queues.refuse("hello");

        assertThatThrownBy(() -> publish("hello")).isInstanceOfSatisfying(SnsException.class, e -> {
            assertThat(e.code()).isEqualTo("InvalidParameter");
            assertThat(e.text()).contains(QUEUE).contains("InvalidMessageContents");
        });
    }

    @Test
    void publish_failsIfTheDeadLettersFail() {
        sns.subscribe(RAW, "true", "RedrivePolicy", REDRIVE);
        sns.subscribeQueue(OTHER_QUEUE, RAW, "true", "FilterPolicy", "{\"a\":[\"never\"]}");

        String[] eleven = attributes(11);
        sns.queues.fail("hello");

        assertThatThrownBy(() -> publish("hello", eleven))
                .isInstanceOfSatisfying(
                        SnsException.class, e -> assertThat(e.status()).isEqualTo(500));
        assertThat(sns.queues.batchesTo(OTHER_QUEUE)).isZero();
    }

    @Test
    void publish_ofElevenAttributesIsADeadLetterForARawSubscriberOnly() {
        sns.subscribe(RAW, "true", "RedrivePolicy", REDRIVE);
        sns.subscribeQueue(OTHER_QUEUE);

        publish("hello", attributes(11));
        publish("hi", attributes(10));

        assertThat(sns.queues.bodies(QUEUE)).containsExactly("hi");
        assertThat(sns.queues.in(OTHER_QUEUE)).hasSize(2);
        assertThat(sns.queues.bodies(DLQ))
                .singleElement()
                .asString()
                .contains("hello")
                .contains("\"a11\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"default\":\"d\",\"sqs\":\"s\"}           | s",
                "{\"default\":\"d\",\"http\":\"h\"}          | d",
                "{\"default\":\"d\",\"sqs\":{\"a\":1}}       | d",
            })
    void publish_ofAStructureDeliversTheTextForQueues(String message, String delivered) {
        sns.subscribe(RAW, "true");

        publish(message, "MessageStructure", "json");

        assertThat(sns.queues.bodies(QUEUE)).containsExactly(delivered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Message           | ``                | Empty message",
                "Subject           | ``                | Subject",
                "Subject           | `two\nlines`      | Subject",
                "MessageStructure  | xml               | MessageStructure",
                "MessageStructure  | json              | JSON message body failed to parse",
                "MessageGroupId    | `a b`             | MessageGroupId",
                "MessageGroupId    | ``                | MessageGroupId",
                "MessageDeduplicationId | x            | MessageDeduplicationId",
                "PhoneNumber       | +123              | PhoneNumber",
            })
    void publish_refusesAWrongParameter(String name, String value, String why) {
        String[] parameters = name.equals("Message")
                ? new String[] {"TopicArn", TOPIC, name, value}
                : new String[] {"TopicArn", TOPIC, "Message", "hello", name, value};

        assertThatThrownBy(() -> sns.call("Publish", parameters)).isInstanceOfSatisfying(SnsException.class, e -> {
            assertThat(e.code()).isEqualTo("InvalidParameter");
            assertThat(e.text()).contains(why);
        });
    }

    @Test
    void publish_ofAStructureNeedsADefaultAndNoDuplicates() {
        assertThatThrownBy(() -> publish("{\"sqs\":\"x\"}", "MessageStructure", "json"))
                .hasMessageContaining("No default entry");
        assertThatThrownBy(() -> publish("{\"default\":\"x\",\"default\":\"y\"}", "MessageStructure", "json"))
                .hasMessageContaining("failed to parse");
    }

    @Test
    void publish_takesASubjectOf100CharactersAndNoMore() {
        assertThat(publish("hello", "Subject", "é".repeat(100))).contains("<MessageId>");
        assertThatThrownBy(() -> publish("hello", "Subject", "x".repeat(101))).hasMessageContaining("Subject");
    }

    @Test
    void publish_takes256KiBWithAttributesAndNotAByteMore() {
        sns.subscribe(RAW, "true");
        String[] attribute = attributes(1);
        // a1, String and x count.
        String largest = "é".repeat((Message.MAX_BYTES - 9 - 1) / 2) + "x";
        assertThat(publish(largest, attribute)).contains("<MessageId>");

        assertThatThrownBy(() -> publish(largest + "x", attribute)).hasMessageContaining("Message too long");
        assertThat(sns.queues.bodies(QUEUE)).containsExactly(largest);
    }

    @Test
    void publish_toATopicThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> sns.call("Publish", "TopicArn", TOPIC + "x", "Message", "hello"))
                .isInstanceOfSatisfying(SnsException.class, e -> {
                    assertThat(e.status()).isEqualTo(404);
                    assertThat(e.code()).isEqualTo("NotFound");
                });
        assertThatThrownBy(() -> sns.call("Publish", "TopicArn", "topic", "Message", "hello"))
                .hasMessageContaining("An ARN must have at least 6 elements, not 1");
        assertThatThrownBy(() -> sns.call("Publish", "TopicArn", TOPIC.replace("east", "west"), "Message", "hello"))
                .hasMessageContaining("Invalid parameter: TopicArn");
        assertThatThrownBy(() -> sns.call("Publish", "Message", "hello")).hasMessageContaining("TopicArn");
    }

    @Test
    void publishBatch_sendsOneBatchToEachSubscriberInOrder() {
        sns.subscribe(RAW, "true");
        sns.subscribeQueue(
                OTHER_QUEUE, RAW, "true", "FilterPolicyScope", "MessageBody", "FilterPolicy", "{\"n\":[\"a\"]}");
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            messages.add("{\"n\":\"" + (i < 3 ? "a" : "b") + "\",\"i\":\"" + i + "\"}");
        }

        String answer = publishBatch(messages);

        assertThat(answer.split("<MessageId>", -1)).hasSize(11);
        assertThat(answer).contains("<Failed></Failed>");
        assertThat(sns.queues.bodies(QUEUE)).isEqualTo(messages);
        assertThat(sns.queues.bodies(OTHER_QUEUE)).isEqualTo(messages.subList(0, 3));
        assertThat(sns.queues.batchesTo(QUEUE)).isEqualTo(1);
        assertThat(sns.queues.batchesTo(OTHER_QUEUE)).isEqualTo(1);
    }

    @Test
    void publishBatch_failsEachEntryAlone() {
        sns.subscribe(RAW, "true");
        sns.queues.fail("down");
        sns.queues.refuse("refused");

        String answer = publishBatch(List.of("good", "", "down", "refused"));

        assertThat(sns.queues.bodies(QUEUE)).containsExactly("good");
        assertThat(Sns.element("Successful", answer)).contains("<Id>e0</Id>").doesNotContain("<Id>e1</Id>");
        String failed = Sns.element("Failed", answer);
        assertThat(member(failed, "e1"))
                .hasValueSatisfying(entry -> assertThat(entry)
                        .contains("<Code>InvalidParameter</Code>")
                        .contains("Empty message")
                        .contains("<SenderFault>true</SenderFault>"));
        assertThat(member(failed, "e2"))
                .hasValueSatisfying(entry -> assertThat(entry)
                        .contains("<Code>InternalError</Code>")
                        .contains("<SenderFault>false</SenderFault>"));
        assertThat(member(failed, "e3"))
                .hasValueSatisfying(entry -> assertThat(entry)
                        .contains("<Code>InvalidParameter</Code>")
                        .contains("<SenderFault>true</SenderFault>"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void publishBatch_aFailureOutweighsARefusalBeforeOrAfterIt(boolean refusalFirst) {
        if (refusalFirst) {
            sns.subscribe(RAW, "true");
        }
        sns.subscribeQueue(OTHER_QUEUE);
        sns.subscribe(RAW, "true");
        sns.queues.refuse("both");
        sns.queues.fail("\"Message\" : \"both\"");

        assertThat(publishBatch(List.of("both"))).contains("<Code>InternalError</Code>");
    }

    @Test
    void publishBatch_refusesAWrongBatchAsAWhole() {
        sns.subscribe(RAW, "true");

        assertBatchRefused("EmptyBatchRequest", "PublishBatchRequestEntries", "");
        assertThatThrownBy(() -> publishBatch(Collections.nCopies(11, "x")))
                .hasMessageContaining("TooManyEntriesInBatchRequest");
        assertBatchRefused(
                "BatchEntryIdsNotDistinct",
                "PublishBatchRequestEntries.member.1.Id",
                "a",
                "PublishBatchRequestEntries.member.1.Message",
                "x",
                "PublishBatchRequestEntries.member.2.Id",
                "a",
                "PublishBatchRequestEntries.member.2.Message",
                "y");
        assertBatchRefused(
                "InvalidBatchEntryId",
                "PublishBatchRequestEntries.member.1.Id",
                "a b",
                "PublishBatchRequestEntries.member.1.Message",
                "x");
        assertBatchRefused(
                "InvalidBatchEntryId",
                "PublishBatchRequestEntries.member.1.Id",
                "a".repeat(81),
                "PublishBatchRequestEntries.member.1.Message",
                "x");
        assertBatchRefused(
                "ParameterValueInvalid",
                "PublishBatchRequestEntries.member.1.Id",
                "a",
                "PublishBatchRequestEntries.member.1.Message",
                "x",
                "PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name",
                "n",
                "PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.DataType",
                "Text",
                "PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.StringValue",
                "v");
        assertThat(sns.queues.batchesTo(QUEUE)).isZero();
    }

    @Test
    void publishBatch_takes256KiBInAllAndNotAByteMore() {
        sns.subscribe(RAW, "true");
        String half = "x".repeat(Message.MAX_BYTES / 2);

        assertThat(publishBatch(List.of(half, half))).contains("<Failed></Failed>");
        assertThatThrownBy(() -> publishBatch(List.of(half, half + "x"))).hasMessageContaining("BatchRequestTooLong");
    }

    private void assertBatchRefused(String code, String... parameters) {
        String[] all = new String[parameters.length + 2];
        all[0] = "TopicArn";
        all[1] = TOPIC;
        System.arraycopy(parameters, 0, all, 2, parameters.length);
        assertThatThrownBy(() -> sns.call("PublishBatch", all)).isInstanceOfSatisfying(SnsException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.status()).isEqualTo(400);
        });
    }

    private String publish(String message, String... parameters) {
        String[] all = new String[parameters.length + 4];
        System.arraycopy(new String[] {"TopicArn", TOPIC, "Message", message}, 0, all, 0, 4);
        System.arraycopy(parameters, 0, all, 4, parameters.length);
        return sns.call("Publish", all);
    }

    private String publishBatch(List<String> messages) {
        List<String> parameters = new ArrayList<>(List.of("TopicArn", TOPIC));
        for (int i = 0; i < messages.size(); i++) {
            String entry = "PublishBatchRequestEntries.member." + (i + 1);
            parameters.addAll(List.of(entry + ".Id", "e" + i, entry + ".Message", messages.get(i)));
        }
        return sns.call("PublishBatch", parameters.toArray(String[]::new));
    }

    private static String[] attributes(int count) {
        String[] parameters = new String[count * 6];
        for (int i = 0; i < count; i++) {
            String entry = "MessageAttributes.entry." + (i + 1);
            parameters[i * 6] = entry + ".Name";
            parameters[i * 6 + 1] = "a" + (i + 1);
            parameters[i * 6 + 2] = entry + ".Value.DataType";
            parameters[i * 6 + 3] = "String";
            parameters[i * 6 + 4] = entry + ".Value.StringValue";
            parameters[i * 6 + 5] = "x";
        }
        return parameters;
    }

    private static Optional<String> member(String members, String id) {
        for (String member : members.split("</member>", -1)) {
            if (member.contains("<Id>" + id + "</Id>")) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }
}
