package dev.taly.activity.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.consume.SourceMessage.Attribute;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqsEventReaderTest {
    @Test
    void read_understandsTheSampleOfAws() throws IOException {
        try (InputStream sample = SqsEventReaderTest.class.getResourceAsStream("sqs-event.json")) {
            assertThat(SqsEventReader.read(sample))
                    .containsExactly(
                            new SourceMessage(
                                    "059f36b4-87a3-44ab-83d2-661975830a7d",
                                    "Test message.",
                                    Instant.ofEpochMilli(1545082649183L),
                                    Map.of(
                                            "myAttribute", new Attribute("String", "myValue"),
                                            "picture", new Attribute("Binary.png", "AQI="))),
                            new SourceMessage(
                                    "2e1424d4-f796-459a-8184-9c92662be6da",
                                    "Test \u00fcn\u00ef \ud83d\udca5.",
                                    Instant.ofEpochMilli(1545082650636L),
                                    Map.of()));
        }
    }

    @Test
    void read_agreesWithTheClassesOfAws() throws IOException {
        SQSMessage full = new SQSMessage();
        full.setMessageId("m-1");
        full.setReceiptHandle("r-1");
        full.setBody("{\"a\":\"\u2028\\n\ud83d\udca5\"}");
        full.setAttributes(Map.of("SentTimestamp", "1711629930007", "ApproximateReceiveCount", "2"));
        full.setMessageAttributes(attributes());
        SQSMessage poor = new SQSMessage();
        poor.setMessageId("m-2");
        poor.setBody("x");
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(full, poor));

        List<SourceMessage> messages = SqsEventReader.read(new ByteArrayInputStream(LambdaJson.bytes(event)));

        assertThat(messages)
                .containsExactly(
                        new SourceMessage(
                                "m-1",
                                full.getBody(),
                                Instant.ofEpochMilli(1711629930007L),
                                Map.of(
                                        "text", new Attribute("String", "v"),
                                        "number", new Attribute("Number.int", "7"),
                                        "bytes", new Attribute("Binary", "AP8="))),
                        new SourceMessage("m-2", "x", null, Map.of()));
        SQSEvent again = LambdaJson.event(LambdaJson.bytes(event));
        assertThat(again.getRecords()).extracting(SQSMessage::getBody).containsExactly(full.getBody(), "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"bad\":{\"dataType\":\"Binary\",\"binaryValue\":\"no base64!\"}}",
                "{\"bad\":{\"dataType\":\"Binary\",\"stringValue\":\"\u00fc\"}}",
                "{\"bad\":{\"dataType\":\"String\"}}",
                "{\"bad\":{\"stringValue\":\"v\"}}",
                "{\"bad\":{\"dataType\":{\"a\":[1]},\"stringValue\":\"v\"}}",
                "{\"bad\":null}",
                "{\"bad\":[[{}]]}",
                "{\"bad\":7}"
            })
    void read_leavesOutAnAttributeOfNoKnownForm(String attributes) throws IOException {
        String good =
                attributes.replace("{\"bad\"", "{\"good\":{\"dataType\":\"String\",\"stringValue\":\"v\"},\"bad\"");

        assertThat(read("{\"Records\":[" + record("1", "\"x\"", "\"messageAttributes\":" + good) + ","
                        + record("2", "\"y\"", "\"messageAttributes\":{}") + "]}"))
                .extracting(SourceMessage::attributes)
                .containsExactly(Map.of("good", Attribute.text("v")), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[1,[2]]",
                "\"text\"",
                "{}",
                "{\"SentTimestamp\":null}",
                "{\"SentTimestamp\":\"soon\"}",
                "{\"SentTimestamp\":\"99999999999999999\"}",
                "{\"SentTimestamp\":{}}"
            })
    void read_knowsNoTimeWhereTheQueueToldNone(String attributes) throws IOException {
        assertThat(read("{\"Records\":[" + record("1", "\"x\"", "\"attributes\":" + attributes) + "]}"))
                .containsExactly(new SourceMessage("1", "x", null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "{\"messageId\":\"3\"}", "[]"})
    void read_takesABodyThatIsNoTextForTheEmptyOne(String body) throws IOException {
        assertThat(read("{\"Records\":[" + record("1", body, "\"a\":1") + "," + record("2", "\"y\"", "\"a\":1") + "]}"))
                .extracting(SourceMessage::messageId, SourceMessage::body)
                .containsExactly(tuple("1", ""), tuple("2", "y"));
    }

    @Test
    void read_keepsMessagesOfOneIdApart() throws IOException {
        assertThat(read("{\"Records\":[" + record("1", "\"x\"", "\"receiptHandle\":\"a\"") + ","
                        + record("1", "\"x\"", "\"receiptHandle\":\"b\"") + "]}"))
                .hasSize(2);
    }

    @Test
    void read_ofNoRecordsIsEmpty() throws IOException {
        assertThat(read("{\"Records\":[]}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"Records\":null}",
                "{\"Records\":{}}",
                "{\"Records\":[null]}",
                "{\"Records\":[{\"body\":\"x\"}]}",
                "{\"Records\":[{\"messageId\":null,\"body\":\"x\"}]}",
                "{\"Records\":[{\"messageId\":\"\",\"body\":\"x\"}]}",
                "{\"Records\":[{\"messageId\":\"1\",\"body\":\"x\"}]",
                "{\"Records\":[{\"messageId\":\"1\",\"body\":\"x\"}",
                "{\"Records\":[{\"messageId\":\"1\",\"body\":\"x\"}]}{}",
                "{\"Records\":[{\"messageId\":\"1\",\"body\":\"x\"}],\"Records\":[]}"
            })
    void read_ofNoWholeSqsEventThrows(String event) {
        assertThatThrownBy(() -> read(event)).isInstanceOf(IOException.class);
    }

    private static Map<String, MessageAttribute> attributes() {
        MessageAttribute text = new MessageAttribute();
        text.setDataType("String");
        text.setStringValue("v");
        MessageAttribute number = new MessageAttribute();
        number.setDataType("Number.int");
        number.setStringValue("7");
        MessageAttribute bytes = new MessageAttribute();
        bytes.setDataType("Binary");
        bytes.setBinaryValue(ByteBuffer.wrap(new byte[] {0, -1}));
        Map<String, MessageAttribute> attributes = new HashMap<>();
        attributes.put("text", text);
        attributes.put("number", number);
        attributes.put("bytes", bytes);
        return attributes;
    }

    private static String record(String messageId, String body, String member) {
        return "{\"messageId\":\"" + messageId + "\",\"body\":" + body + "," + member + "}";
    }

    private static List<SourceMessage> read(String event) throws IOException {
        return SqsEventReader.read(new ByteArrayInputStream(event.getBytes(UTF_8)));
    }
}
