package dev.taly.activity.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.SourceMessage.Attribute;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.RejectionCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/** Requests and answers that no emulator gives on demand. */
final class SqsDeadLettersTest {
    private final StubSqs sqs = new StubSqs();
    private final DeadLetters deadLetters = new SqsDeadLetters(sqs, "https://sqs/1/dlq");

    @Test
    void send_putsTheReasonsBesideTheUnchangedBody() {
        deadLetters.send(List.of(letter("m-1", "[ ünï ]", Map.of())));

        SendMessageBatchRequestEntry entry = sqs.requests.get(0).get(0);
        assertThat(entry.messageBody()).isEqualTo("[ ünï ]");
        assertThat(texts(entry))
                .isEqualTo(Map.of(
                        "rejection.code", "not_an_object",
                        "rejection.pointer", "#",
                        "rejection.message", "The text must be one JSON object.",
                        "rejection.messageId", "m-1",
                        "rejection.at", "2024-03-28T12:45:33.120Z"));
    }

    @Test
    void send_takesTheSendersFirstFiveAttributesAlongAndReplacesOldReasons() {
        Map<String, Attribute> own = Map.of(
                "a", Attribute.text("1"),
                "b", new Attribute("Number.int", "2"),
                "c", new Attribute("Binary.png", "AQI="),
                "d", Attribute.text("4"),
                "e", Attribute.text("5"),
                "f", Attribute.text("6"),
                "rejection.code", Attribute.text("old"),
                "rejection.anything", Attribute.text("old"));

        deadLetters.send(List.of(letter("m-1", "x", own)));

        Map<String, MessageAttributeValue> sent = sqs.requests.get(0).get(0).messageAttributes();
        assertThat(sent.keySet())
                .containsExactlyInAnyOrder(
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                        "rejection.code",
                        "rejection.pointer",
                        "rejection.message",
                        "rejection.messageId",
                        "rejection.at");
        assertThat(sent.get("b")).isEqualTo(attribute("Number.int", "2"));
        assertThat(sent.get("c"))
                .extracting(
                        MessageAttributeValue::dataType,
                        value -> value.binaryValue().asByteArray())
                .containsExactly("Binary.png", new byte[] {1, 2});
        assertThat(sent.get("rejection.code")).isEqualTo(attribute("String", "not_an_object"));
    }

    @Test
    void send_keepsTheFirstIdOfAMessageThatIsRejectedAgain() {
        deadLetters.send(List.of(letter("m-2", "x", Map.of("rejection.messageId", Attribute.text("m-1")))));

        assertThat(texts(sqs.requests.get(0).get(0))).containsEntry("rejection.messageId", "m-1");
    }

    @Test
    void send_fillsRequestsOfTen() {
        List<DeadLetter> letters =
                IntStream.range(0, 23).mapToObj(i -> letter("m" + i, "x")).toList();

        assertThat(deadLetters.send(letters)).hasSize(23);
        assertThat(sqs.requests).extracting(List::size).containsExactly(10, 10, 3);
    }

    @Test
    void send_keepsRequestsWithin256KiB() {
        List<DeadLetter> letters = List.of(
                letter("1", "x".repeat(150_000)),
                letter("2", "x".repeat(111_000)),
                letter("3", "ü".repeat(60_000)),
                letter("4", "x".repeat(262_144)));

        assertThat(deadLetters.send(letters)).hasSize(4);
        assertThat(sqs.requests).extracting(List::size).containsExactly(2, 1, 1);
    }

    @Test
    void send_ofTwoLettersOfOneIdMixesUpNone() {
        sqs.answers(entries -> SendMessageBatchResponse.builder()
                .successful(StubSqs.success(entries.get(0)), StubSqs.success(entries.get(1)))
                .failed(StubSqs.failure(entries.get(2), "InternalError", false))
                .build());

        assertThat(deadLetters.send(List.of(letter("m-1", "x"), letter("m-1", "x"), letter("m-2", "y"))))
                .containsExactly("m-1");
    }

    @Test
    void send_countsOnlyWhatTheAnswerConfirms() {
        sqs.answers(entries -> SendMessageBatchResponse.builder()
                .successful(StubSqs.success(entries.get(1)))
                .failed(StubSqs.failure(entries.get(0), "InternalError", false))
                .build());

        assertThat(deadLetters.send(List.of(letter("1", "x"), letter("2", "x"), letter("3", "x"))))
                .containsExactly("2");
    }

    @Test
    void send_survivesAnAnswerThatNamesStrangers() {
        sqs.answers(entries -> SendMessageBatchResponse.builder()
                .successful(result("7"), result("x"), result("0"))
                .build());

        assertThat(deadLetters.send(List.of(letter("1", "x")))).containsExactly("1");
    }

    @Test
    void send_neverThrows() {
        sqs.answers(entries -> {
            throw sqs.requests.size() == 1
                    ? SdkClientException.create("no route to host")
                    : new IllegalStateException("Connection pool shut down");
        });
        List<DeadLetter> letters =
                IntStream.range(0, 20).mapToObj(i -> letter("m" + i, "x")).toList();

        assertThat(deadLetters.send(letters)).isEmpty();
        assertThat(sqs.requests).hasSize(2);
    }

    @Test
    void send_savesTheOthersWhenOneLetterSpoilsTheRequest() {
        sqs.answers(entries -> {
            if (entries.stream().anyMatch(entry -> entry.messageBody().isEmpty())) {
                throw StubSqs.failure(400);
            }
            return StubSqs.taken(entries);
        });

        assertThat(deadLetters.send(List.of(letter("1", "x"), letter("2", ""), letter("3", "x"))))
                .containsExactlyInAnyOrder("1", "3");
    }

    @Test
    void send_leavesTheSendersAttributesOutOfALetterThatIsRefusedWithThem() {
        sqs.answers(entries -> {
            SendMessageBatchRequestEntry entry = entries.get(0);
            return entry.messageAttributes().containsKey("big")
                    ? SendMessageBatchResponse.builder()
                            .failed(StubSqs.failure(entry, "InvalidParameterValue", true))
                            .build()
                    : StubSqs.taken(entries);
        });
        DeadLetter heavy = letter("1", "x".repeat(250_000), Map.of("big", Attribute.text("y".repeat(12_000))));

        assertThat(deadLetters.send(List.of(heavy))).containsExactly("1");
        assertThat(sqs.requests).hasSize(2);
        assertThat(sqs.requests.get(1).get(0).messageBody()).hasSize(250_000);
        assertThat(texts(sqs.requests.get(1).get(0))).hasSize(5).containsKey("rejection.code");
    }

    @Test
    void send_givesUpOnALetterThatIsRefusedEitherWay() {
        sqs.answers(entries -> {
            throw StubSqs.failure(400);
        });

        assertThat(deadLetters.send(List.of(letter("1", "x", Map.of("a", Attribute.text("1"))))))
                .isEmpty();
        assertThat(sqs.requests).hasSize(2);
    }

    @Test
    void send_takesNoRequestApartThatNoLetterSpoilt() {
        sqs.answers(entries -> {
            throw sqs.requests.size() == 1
                    ? StubSqs.failure(503)
                    : QueueDoesNotExistException.builder().statusCode(400).build();
        });
        List<DeadLetter> letters =
                IntStream.range(0, 20).mapToObj(i -> letter("m" + i, "x")).toList();

        assertThat(deadLetters.send(letters)).isEmpty();
        assertThat(sqs.requests).hasSize(2);
    }

    private static SendMessageBatchResultEntry result(String id) {
        return SendMessageBatchResultEntry.builder().id(id).build();
    }

    private static DeadLetter letter(String messageId, String body) {
        return letter(messageId, body, Map.of());
    }

    private static DeadLetter letter(String messageId, String body, Map<String, Attribute> attributes) {
        return new DeadLetter(
                new SourceMessage(messageId, body, null, attributes),
                new Rejection(RejectionCode.NOT_AN_OBJECT, "", "The text must be one JSON object."),
                Messages.NOW);
    }

    private static Map<String, String> texts(SendMessageBatchRequestEntry entry) {
        Map<String, String> texts = new TreeMap<>();
        entry.messageAttributes().forEach((name, value) -> texts.put(name, value.stringValue()));
        return texts;
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
