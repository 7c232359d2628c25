package dev.taly.activity.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.RejectionCode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Letters through a queue of ElasticMQ. */
final class SqsDeadLettersIT {
    private static SQSRestServer server;
    private static SqsClient sqs;

    @BeforeAll
    static void start() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        sqs = AwsClients.ofEmulator(URI.create("http://127.0.0.1:" + port), "us-east-1")
                .sqs();
    }

    @AfterAll
    static void stop() {
        sqs.close();
        server.stopAndWait();
    }

    @Test
    void send_deliversTheBodyTheSendersAttributesAndTheReasons() {
        String queue = queue("whole");
        String body = "{\"tenantId\":\"../\u00fc\ud83d\udca5\"} \t\n";
        DeadLetter letter = new DeadLetter(
                new SourceMessage(
                        "m-1", body, null, Map.of("t", Attribute.text("v"), "b", new Attribute("Binary", "AP8="))),
                new Rejection(RejectionCode.INVALID_FIELD, "/tenantId", "tenantId must be a name."),
                Messages.NOW);

        assertThat(new SqsDeadLetters(sqs, queue).send(List.of(letter))).containsExactly("m-1");

        Message received = receive(queue).get(0);
        assertThat(received.body()).isEqualTo(body);
        Map<String, String> texts = new HashMap<>();
        received.messageAttributes().forEach((name, value) -> texts.put(name, value.stringValue()));
        assertThat(texts)
                .containsOnlyKeys(
                        "t",
                        "b",
                        "rejection.code",
                        "rejection.pointer",
                        "rejection.message",
                        "rejection.messageId",
                        "rejection.at")
                .containsEntry("t", "v")
                .containsEntry("rejection.code", "invalid_field")
                .containsEntry("rejection.pointer", "/tenantId")
                .containsEntry("rejection.message", "tenantId must be a name.")
                .containsEntry("rejection.messageId", "m-1")
                .containsEntry("rejection.at", "2024-03-28T12:45:33.120Z");
        assertThat(received.messageAttributes().get("b"))
                .extracting(MessageAttributeValue::binaryValue)
                .isEqualTo(SdkBytes.fromByteArray(new byte[] {0, -1}));
    }

    @Test
    void send_deliversMoreThanOneRequestHolds() {
        String queue = queue("many");
        List<DeadLetter> letters = IntStream.range(0, 25)
                .mapToObj(i -> new DeadLetter(
                        new SourceMessage("m" + i, "body " + i, null, Map.of()),
                        new Rejection(RejectionCode.MALFORMED_JSON, "", "The text must be JSON."),
                        Messages.NOW))
                .toList();

        assertThat(new SqsDeadLetters(sqs, queue).send(letters)).hasSize(25);
        assertThat(IntStream.range(0, 3).boxed().flatMap(i -> receive(queue).stream()))
                .extracting(Message::body)
                .doesNotHaveDuplicates()
                .hasSize(25);
    }

    @Test
    void send_toNoQueueConfirmsNothing() {
        String missing = queue("here").replace("here", "nowhere");
        DeadLetter letter = new DeadLetter(
                new SourceMessage("m-1", "x", null, Map.of()),
                new Rejection(RejectionCode.MALFORMED_JSON, "", "The text must be JSON."),
                Messages.NOW);

        assertThat(new SqsDeadLetters(sqs, missing).send(List.of(letter))).isEmpty();
    }

    private static String queue(String name) {
        return sqs.createQueue(create -> create.queueName(name)).queueUrl();
    }

    private static List<Message> receive(String queue) {
        return sqs.receiveMessage(receive ->
                        receive.queueUrl(queue).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }
}
