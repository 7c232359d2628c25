package dev.taly.activity.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.local.sns.MessageAttribute;
import dev.taly.activity.local.sns.QueueMessage;
import dev.taly.activity.local.sns.QueueSender;
import dev.taly.activity.local.sns.QueueSender.Sent;
import dev.taly.activity.local.sns.SqsQueues;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A message within the process becomes what it becomes over the wire, whether a queue takes it or not. */
final class InProcessQueuesIT {
    private static final String ARN = "arn:aws:sqs:" + LocalAws.REGION + ":" + LocalAws.ACCOUNT + ":";

    private static LocalSqs local;
    private static SqsClient sqs;

    private final List<QueueMessage> wired = new ArrayList<>();
    private QueueSender wire;
    private QueueSender inProcess;

    @BeforeAll
    static void start() {
        local = LocalSqs.start(URI.create("http://127.0.0.1:4566"));
        sqs = SqsClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.of(LocalAws.REGION))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    static void stop() {
        sqs.close();
        local.close();
    }

    @BeforeEach
    void makeSenders() {
        wire = new SqsQueues(sqs);
        inProcess = local.sender((queueArn, batch) -> {
            wired.addAll(batch);
            return wire.send(queueArn, batch);
        });
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("plain", message("{\"a\":\"é ☃\"}\t\r\n", Map.of(), "acme")),
                Arguments.of("attributes", message("x", texts(10), "")),
                Arguments.of("beyond the basic plane", message("😀", Map.of("a", text("😀")), "")),
                Arguments.of("half a pair", message("\uD83D", Map.of(), "")),
                Arguments.of("a control character", message("a\u0001b", Map.of(), "")),
                Arguments.of("no character", message("\uFFFE", Map.of(), "")),
                Arguments.of("one in an attribute", message("x", Map.of("a", text("\u0001")), "")),
                Arguments.of("nothing", message("", Map.of(), "")),
                Arguments.of("an empty attribute", message("x", Map.of("a", text("")), "")),
                Arguments.of("eleven attributes", message("x", texts(11), "")),
                Arguments.of("a number", message("x", Map.of("n", new MessageAttribute("Number", "12.5")), "")),
                Arguments.of("no number", message("x", Map.of("n", new MessageAttribute("Number", "x")), "")),
                Arguments.of("bytes", message("x", Map.of("b", new MessageAttribute("Binary", "AAEC")), "")),
                Arguments.of(
                        "a type of one's own",
                        message("x", Map.of("s", new MessageAttribute("String.Array", "[1]")), "")),
                Arguments.of("large", message("é".repeat(100_000), Map.of(), "")),
                Arguments.of("too large", message("é".repeat(1024 * 1024), Map.of(), "")),
                Arguments.of("a long group", message("x", Map.of(), "g".repeat(129))),
                Arguments.of("a group with a space", message("x", Map.of(), "a b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void eachKind_becomesTheSameBothWays(String kind, QueueMessage message) {
        String one = queue();
        String other = queue();
        List<Sent> overTheWire = wire.send(ARN + one, List.of(message));
        List<Sent> within = inProcess.send(ARN + other, List.of(message));

        assertThat(within).hasSize(1).hasSameClassAs(overTheWire);
        assertThat(within.get(0)).as(kind).hasSameClassAs(overTheWire.get(0));
        assertThat(received(other)).as(kind).isEqualTo(received(one));
    }

    @Test
    void plainBatch_isInTheQueueAtOnce_andNothingGoesOverTheWire() {
        String name = queue();
        List<QueueMessage> batch = IntStream.range(0, 10)
                .mapToObj(i -> message("message " + i, texts(3), "acme"))
                .toList();

        assertThat(inProcess.send(ARN + name, batch)).isEqualTo(Collections.nCopies(10, new Sent.Taken()));
        assertThat(wired).isEmpty();
        assertThat(received(name)).hasSize(10);
    }

    @Test
    void batchWithOneThatIsRefused_isSentWholeOverTheWire() {
        String name = queue();
        List<Sent> sent =
                inProcess.send(ARN + name, List.of(message("good", Map.of(), ""), message("\u0001", Map.of(), "")));

        assertThat(sent.get(0)).isInstanceOf(Sent.Taken.class);
        assertThat(sent.get(1)).isInstanceOf(Sent.Refused.class);
        assertThat(wired).hasSize(2);
    }

    @Test
    void queueThatIsMissing_hasFailedUntilItIsMade_andAgainOnceItIsGone() {
        String name = "made-late";
        QueueMessage message = message("x", Map.of(), "");
        assertThat(inProcess.send(ARN + name, List.of(message)).get(0)).isInstanceOf(Sent.Failed.class);

        String url = sqs.createQueue(create -> create.queueName(name)).queueUrl();
        assertThat(inProcess.send(ARN + name, List.of(message)).get(0)).isInstanceOf(Sent.Taken.class);

        sqs.deleteQueue(delete -> delete.queueUrl(url));
        assertThat(inProcess.send(ARN + name, List.of(message)).get(0)).isInstanceOf(Sent.Failed.class);
    }

    @Test
    void fifoQueue_isLeftToTheWire() {
        String name = "in-order.fifo";
        var unused = sqs.createQueue(
                create -> create.queueName(name).attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));

        assertThat(inProcess
                        .send(ARN + name, List.of(message("x", Map.of(), "")))
                        .get(0))
                .isInstanceOf(Sent.Refused.class);
        assertThat(wired).hasSize(1);
    }

    private static QueueMessage message(String body, Map<String, MessageAttribute> attributes, String group) {
        return new QueueMessage(body, attributes, Optional.of(group).filter(name -> !name.isEmpty()));
    }

    private static Map<String, MessageAttribute> texts(int count) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> attributes.put("name-" + i, text("é " + i)));
        return attributes;
    }

    private static MessageAttribute text(String value) {
        return new MessageAttribute("String", value);
    }

    private static String queue() {
        String name = "queue-" + UUID.randomUUID();
        var unused = sqs.createQueue(create -> create.queueName(name));
        return name;
    }

    /** All that a receiver sees of each message, but ids and times; the client checks the digests. */
    private static List<String> received(String name) {
        String url = sqs.getQueueUrl(get -> get.queueName(name)).queueUrl();
        List<Message> messages = sqs.receiveMessage(receive -> receive.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
        return messages.stream()
                .map(message -> message.body()
                        + message.messageAttributes()
                        + message.md5OfBody()
                        + message.md5OfMessageAttributes()
                        + message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID)
                        + message.attributes().keySet())
                .toList();
    }
}
