package dev.taly.activity.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.publish.Transport.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The real SDK against a server that answers as SNS does. */
@Timeout(60)
class SnsTransportIT {
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:activity-events";

    private final StubSns sns = new StubSns();
    private final SnsTransport transport = transport(Duration.ofSeconds(10));

    SnsTransportIT() throws Exception {}

    @AfterEach
    void close() {
        transport.close();
        sns.close();
    }

    @Test
    void request_holdsEachEventWithItsGroupAndAttributes() {
        OutboundEvent event = OutboundEvent.of(
                Events.login("id-1")
                        .actorId("Ärztin & <😀>")
                        .outcome(Outcome.FAILURE)
                        .timestamp(Instant.EPOCH)
                        .build(),
                Level.WARN);

        assertThat(transport.send(List.of(event, event(1)))).hasOnlyElementsOfType(Delivery.Delivered.class);
        Map<String, String> form = sns.requests().get(0);
        String first = "PublishBatchRequestEntries.member.1.";
        assertThat(form)
                .containsEntry("Action", "PublishBatch")
                .containsEntry("TopicArn", TOPIC)
                .containsEntry(first + "Message", event.json())
                .containsEntry(first + "MessageGroupId", "acme");
        assertThat(attributes(form, first))
                .isEqualTo(Map.of("tenantId", "acme", "action", "user_login", "level", "warn", "outcome", "failure"));
        assertThat(attributes(form, "PublishBatchRequestEntries.member.2."))
                .isEqualTo(Map.of("tenantId", "acme", "action", "user_login", "level", "info"));
    }

    /** Fair queues go by the group: an entry without one, or with another's, would wait for somebody else's flood. */
    @Test
    void group_ofEveryEntryIsItsTenant() {
        List<OutboundEvent> batch = IntStream.range(0, 10)
                .mapToObj(i -> OutboundEvent.of(
                        Events.login("id-" + i)
                                .tenantId("tenant-" + i % 3)
                                .timestamp(Instant.EPOCH)
                                .build(),
                        Level.INFO))
                .toList();

        transport.send(batch);
        Map<String, String> form = sns.requests().get(0);
        for (int i = 0; i < batch.size(); i++) {
            assertThat(form)
                    .containsEntry(
                            "PublishBatchRequestEntries.member." + (i + 1) + ".MessageGroupId",
                            batch.get(i).tenantId());
        }
        assertThat(form.keySet()).noneMatch(name -> name.contains("Deduplication"));
    }

    @Test
    void success_deliversAll() {
        assertThat(transport.send(events(10))).hasSize(10).hasOnlyElementsOfType(Delivery.Delivered.class);
        assertThat(sns.sizes()).containsExactly(10);
    }

    @Test
    void partialFailure_saysWhatBecameOfEach() {
        sns.then(StubSns.results(Map.of(
                1, StubSns.failure("1", "InternalError", false),
                2, StubSns.failure("2", "InvalidParameter", true),
                3, StubSns.failure("3", "Throttled", true))));

        assertThat(transport.send(events(5)))
                .containsExactly(
                        new Delivery.Delivered(),
                        new Delivery.Failed("InternalError: why"),
                        new Delivery.Refused("InvalidParameter: why"),
                        new Delivery.Failed("Throttled: why"),
                        new Delivery.Delivered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"KMSThrottling", "Throttling", "ThrottlingException"})
    void throttledEntry_mayBeSentAgain(String code) {
        sns.then(StubSns.results(Map.of(0, StubSns.failure("0", code, true))));

        assertThat(transport.send(events(1))).containsExactly(new Delivery.Failed(code + ": why"));
    }

    @Test
    void entryThatTheAnswerOmits_mayBeSentAgain() {
        sns.then(StubSns.results(Map.of(1, "")));

        assertThat(transport.send(events(3)))
                .containsExactly(
                        new Delivery.Delivered(),
                        new Delivery.Failed("the answer left it out"),
                        new Delivery.Delivered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-1", "first", "00", ""})
    void entryThatNobodySent_changesNothing(String id) {
        sns.then(StubSns.results(Map.of(0, StubSns.failure(id, "InvalidParameter", true))));

        assertThat(transport.send(events(2)))
                .containsExactly(new Delivery.Failed("the answer left it out"), new Delivery.Delivered());
    }

    @ParameterizedTest
    @CsvSource({
        "400,InvalidParameter",
        "400,InvalidParameterValue",
        "400,BatchRequestTooLong",
        "413,RequestEntityTooLarge"
    })
    void wholeRequestRefused_isTakenApart(int status, String code) {
        StubSns.Answer refused = StubSns.error(status, code);
        sns.then(refused, StubSns.success(), refused, StubSns.success());

        assertThat(transport.send(events(3)))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Delivery.Delivered.class),
                        second -> assertThat(second)
                                .isEqualTo(new Delivery.Refused(code + ": why (HTTP " + status + ", request r-1)")),
                        third -> assertThat(third).isInstanceOf(Delivery.Delivered.class));
        assertThat(sns.sizes()).containsExactly(3, 1, 1, 1);
    }

    @Test
    void takingApart_stopsAtTheFirstThatFails() {
        sns.then(StubSns.error(400, "InvalidParameter"), StubSns.success(), StubSns.error(500, "InternalError"));

        assertThat(transport.send(events(10)))
                .satisfies(all -> assertThat(all.get(0)).isInstanceOf(Delivery.Delivered.class))
                .satisfies(all -> assertThat(all.subList(1, 10)).hasOnlyElementsOfType(Delivery.Failed.class));
        assertThat(sns.sizes()).containsExactly(10, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "500,InternalError",
        "503,ServiceUnavailable",
        "429,Throttled",
        "400,Throttling",
        "400,KMSThrottling",
        "400,KMSDisabled",
        "400,KMSAccessDenied",
        "400,RequestExpired",
        "400,ExpiredToken",
        "403,AuthorizationError",
        "403,InvalidClientTokenId",
        "404,NotFound"
    })
    void whatMayGetWell_isTriedAgain(int status, String code) {
        sns.then(StubSns.error(status, code));

        assertThat(transport.send(events(3)))
                .hasSize(3)
                .allSatisfy(delivery -> assertThat(delivery)
                        .isInstanceOfSatisfying(
                                Delivery.Failed.class,
                                failed -> assertThat(failed.why()).contains(code)));
        assertThat(sns.sizes())
                .as("asked once, without retries of the SDK's own")
                .containsExactly(3);
    }

    @Test
    void answerThatIsNone_isAFailure() {
        sns.then(StubSns.nonsense());
        assertThat(transport.send(events(2))).hasSize(2).hasOnlyElementsOfType(Delivery.Failed.class);

        sns.then(StubSns.bare(500));
        assertThat(transport.send(events(2))).hasSize(2).hasOnlyElementsOfType(Delivery.Failed.class);
    }

    @Test
    void brokenConnection_isAFailure() {
        sns.then(StubSns.broken());

        assertThat(transport.send(events(2))).hasSize(2).hasOnlyElementsOfType(Delivery.Failed.class);
        assertThat(transport.send(events(2))).hasOnlyElementsOfType(Delivery.Delivered.class);
    }

    @Test
    void serverThatIsGone_isAFailure() {
        sns.close();

        assertThat(transport.send(events(2))).hasSize(2).hasOnlyElementsOfType(Delivery.Failed.class);
    }

    @Test
    void serverThatHangs_isAFailureInTime() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        StubSns.Answer hanging = (exchange, form) -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        sns.then(hanging, hanging);
        try (SnsTransport hasty = transport(Duration.ofMillis(200))) {
            assertThat(hasty.send(events(2))).hasSize(2).hasOnlyElementsOfType(Delivery.Failed.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void publisher_deliversAllThroughATopicWithTroubles() {
        sns.then(
                StubSns.error(503, "ServiceUnavailable"),
                StubSns.results(Map.of(0, StubSns.failure("0", "InternalError", false), 2, "")),
                StubSns.broken(),
                StubSns.nonsense(),
                StubSns.error(400, "Throttling"));
        Heard heard = new Heard();
        ActivityPublisher publisher = ActivityPublisher.to(transport)
                .listener(heard)
                .retryAfter(Duration.ofMillis(1), Duration.ofMillis(5))
                .closeOnExit(false)
                .build();
        for (int i = 0; i < 50; i++) {
            publisher.publish(Events.login());
        }

        assertThat(publisher.close(Duration.ofSeconds(30))).isZero();
        assertThat(publisher.stats().delivered()).isEqualTo(50);
        assertThat(heard.delivered()).isEqualTo(50);
        assertThat(heard.dropped()).isEmpty();
    }

    private SnsTransport transport(Duration callTimeout) {
        return SnsTransport.of(
                TOPIC,
                callTimeout,
                client -> client.endpointOverride(sns.endpoint())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"))));
    }

    private static List<OutboundEvent> events(int count) {
        List<OutboundEvent> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(event(events.size()));
        }
        return events;
    }

    private static OutboundEvent event(int number) {
        return OutboundEvent.of(
                Events.login("id-" + number).timestamp(Instant.EPOCH).build(), Level.INFO);
    }

    private static Map<String, String> attributes(Map<String, String> form, String entry) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 1; form.containsKey(entry + "MessageAttributes.entry." + i + ".Name"); i++) {
            String attribute = entry + "MessageAttributes.entry." + i + ".";
            assertThat(form).containsEntry(attribute + "Value.DataType", "String");
            attributes.put(
                    form.getOrDefault(attribute + "Name", ""), form.getOrDefault(attribute + "Value.StringValue", ""));
        }
        return attributes;
    }
}
