package dev.taly.activity.app.stack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.QueueContents;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.ConsumerFunction;
import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.consume.Preparation;
import dev.taly.activity.consume.SqsDeadLetters;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.RejectionCode;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.lambda.EventSourceMapping;
import dev.taly.activity.local.lambda.SourceMapping;
import dev.taly.activity.local.lambda.SqsSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** How messages get into the dead letter queue: rejected at once, with the reason; or moved by SQS after three failures. */
final class DeadLetterFlowIT {
    private static final String VALID = """
            {"tenantId":"acme","actorId":"u1","action":"user_login","resource":"session",\
            "timestamp":"2024-03-28T12:45:30Z","consent":true}""";

    /** One text for each code, under the strictest rules. */
    private static final Map<RejectionCode, String> BROKEN = broken();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private static Path data;

    private static LocalAws aws;
    private static AwsClients clients;
    private static SqsClient sqs;
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

    private final AtomicInteger invocations = new AtomicInteger();

    @BeforeAll
    static void start() {
        aws = LocalAws.start(data, "activity-log", 0);
        clients = AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION);
        sqs = clients.sqs();
    }

    @AfterAll
    static void stop() {
        sqs.close();
        aws.close();
        THREADS.shutdownNow();
    }

    @Test
    void rejectedMessage_arrivesAtOnceWithItsReasonAndItsUnchangedBody() {
        String dlq = queue("codes-dlq", Map.of());
        String queue = queue("codes", redrive("codes-dlq", 60));
        BROKEN.values()
                .forEach(body -> sqs.sendMessage(send -> send.queueUrl(queue).messageBody(body)));

        try (EventSourceMapping mapping = mapping(queue, dlq, "activity-log")) {
            assertThat(mapping.drain(Duration.ofSeconds(60))).isTrue();
        }

        Map<String, Message> byCode = new HashMap<>();
        QueueContents.of(sqs, dlq)
                .forEach(letter -> byCode.put(QueueContents.attribute(letter, "rejection.code"), letter));
        assertThat(byCode).hasSize(RejectionCode.values().length);
        BROKEN.forEach((code, body) -> {
            Message letter = requireNonNull(byCode.get(code.wire()));
            assertThat(letter.body()).isEqualTo(body);
            assertThat(letter.messageAttributes())
                    .containsOnlyKeys(
                            "rejection.code",
                            "rejection.pointer",
                            "rejection.message",
                            "rejection.messageId",
                            "rejection.at");
            assertThat(QueueContents.attribute(letter, "rejection.message")).endsWith(".");
            assertThat(Instant.parse(QueueContents.attribute(letter, "rejection.at")))
                    .isBeforeOrEqualTo(Instant.now());
        });
    }

    @Test
    void messageThatS3FailsThreeTimes_isMovedByRedrive() {
        String dlq = queue("redrive-dlq", Map.of());
        String queue = queue("redrive", redrive("redrive-dlq", 1));
        sqs.sendMessage(send -> send.queueUrl(queue).messageBody(VALID));

        List<Message> letters = new ArrayList<>();
        EventSourceMapping mapping = mapping(queue, dlq, "no-such-bucket");
        try {
            Instant deadline = Instant.now().plusSeconds(60);
            while (letters.isEmpty() && Instant.now().isBefore(deadline)) {
                letters.addAll(QueueContents.receive(sqs, dlq, 2));
            }
        } finally {
            mapping.close();
        }

        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.body()).isEqualTo(VALID);
            assertThat(letter.messageAttributes()).isEmpty();
            assertThat(invocations).as("it failed three times").hasValue(3);
        });
    }

    private EventSourceMapping mapping(String queueUrl, String dlqUrl, String bucket) {
        EventRules strict =
                new EventRules(ActionCatalogue.shipped(), true, Instant.parse("2000-01-01T00:00:00Z"), action -> true);
        Clock clock = Clock.systemUTC();
        invocations.set(0);
        ConsumerFunction function = new ConsumerFunction(new BatchConsumer(
                Preparation.plain(new EventCodec(strict), clock),
                new Archive(new S3ObjectStore(clients.s3(), bucket), clock),
                new SqsDeadLetters(sqs, dlqUrl),
                THREADS,
                THREADS));
        return EventSourceMapping.start(
                new SqsSource(sqs, queueUrl, "arn:aws:sqs:us-east-1:000000000000:test"),
                (event, answer, invocation) -> {
                    invocations.incrementAndGet();
                    function.handleRequest(event, answer, new LocalContext("activity-consumer", invocation));
                },
                new SourceMapping(true, TIMEOUT, 3, 10, Duration.ZERO, 2, true, TIMEOUT));
    }

    private static String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(create -> create.queueName(name).attributes(attributes))
                .queueUrl();
    }

    /** Visible again after so many seconds, and moved after three receives. */
    private static Map<QueueAttributeName, String> redrive(String dlq, int seconds) {
        return Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                Integer.toString(seconds),
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:" + dlq + "\",\"maxReceiveCount\":3}");
    }

    private static Map<RejectionCode, String> broken() {
        Map<RejectionCode, String> texts = new EnumMap<>(RejectionCode.class);
        texts.put(RejectionCode.MALFORMED_JSON, VALID.substring(0, VALID.length() - 1));
        texts.put(RejectionCode.NOT_AN_OBJECT, "[" + VALID + "]");
        texts.put(RejectionCode.TOO_LARGE, with("\"metadata\":{\"a\":\"" + "x".repeat(130 * 1024) + "\"}"));
        texts.put(RejectionCode.TOO_DEEP, with("\"metadata\":{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}"));
        texts.put(RejectionCode.MISSING_FIELD, VALID.replace("\"actorId\":\"u1\",", ""));
        texts.put(RejectionCode.INVALID_FIELD, with("\"ipAddress\":\"localhost\""));
        texts.put(RejectionCode.UNKNOWN_FIELD, with("\"colour\":\"blue\""));
        texts.put(RejectionCode.DUPLICATE_FIELD, with("\"actorId\":\"u2\""));
        texts.put(RejectionCode.TIMESTAMP_OUT_OF_RANGE, VALID.replace("2024", "1999"));
        texts.put(RejectionCode.UNKNOWN_ACTION, VALID.replace("user_login", "user_flew"));
        texts.put(RejectionCode.CONSENT_MISSING, VALID.replace(",\"consent\":true", ""));
        return texts;
    }

    private static String with(String member) {
        return VALID.substring(0, VALID.length() - 1) + "," + member + "}";
    }
}
