package dev.taly.activity.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.event.RejectionCode;
import dev.taly.activity.ingest.Doors;
import dev.taly.activity.ingest.Fault;
import dev.taly.activity.ingest.StubTopic;
import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.Transport.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document that the door serves, and what the door does: they must agree. */
final class OpenApiContractIT {
    private static final int CALLS = 500;

    private final StubTopic topic = new StubTopic();
    private final HttpServer server = HttpServer.start(Doors.to(topic), "127.0.0.1", 0);
    private final ServedDocument document =
            new ServedDocument(RawClient.exchange(server.address(), Call.of("GET", "/openapi.json"))
                    .json());
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_126})
    void door_answersAsDocumentedAndTakesWhatItSaysAndNoMore(long seed) {
        List<String> accepted = play(seed);

        assertThat(accepted).containsExactlyInAnyOrderElementsOf(topic.ids());
        assertThat(statuses.keySet())
                .as("enough is covered: %s", statuses)
                .contains(200, 202, 207, 400, 401, 403, 404, 405, 413, 415)
                .allMatch(status -> status < 500);
    }

    @ParameterizedTest
    @ValueSource(longs = 7)
    void door_whoseTopicFailsTellsOfEachEventWhetherItIsTaken(long seed) {
        topic.answer(OpenApiContractIT::unreliable);

        List<String> accepted = play(seed);

        assertThat(accepted).containsExactlyInAnyOrderElementsOf(topic.ids());
        assertThat(statuses).containsKeys(202, 207, 422, 503).doesNotContainKey(500);
    }

    @Test
    void everyCode_isDocumented() {
        List<String> codes = Stream.concat(
                        Stream.of(RejectionCode.values()).map(RejectionCode::wire),
                        Stream.of(Fault.values()).map(fault -> fault.name().toLowerCase(Locale.ROOT)))
                .toList();

        assertThat(document.json().at("/components/schemas/Problem/properties/code/enum"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void event_isThePublishedSchemaButForTheTenant() throws Exception {
        JsonNode event = new JsonMapper()
                .readTree("{\"actorId\":\"u\",\"action\":\"user_login\",\"resource\":\"session\","
                        + "\"timestamp\":\"2024-03-28T12:45:30Z\",\"ipAddress\":\"::1\"}");
        JsonNode wrong = new JsonMapper().readTree("{\"actorId\":\"\",\"ipAddress\":\"localhost\"}");

        assertThat(document.complaints("#/components/schemas/Event", event)).isEmpty();
        assertThat(document.complaints("#/components/schemas/Event", wrong)).hasSizeGreaterThanOrEqualTo(5);
    }

    /** The ids that the answers call accepted. */
    private List<String> play(long seed) {
        GeneratedCalls calls = new GeneratedCalls(seed);
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Call call = calls.next();
            Reply reply = RawClient.exchange(server.address(), call);
            try {
                document.check(call, reply);
                accepted.addAll(accepted(reply));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", call " + i + ": " + call + "\n" + reply, e);
            }
            statuses.merge(reply.status(), 1, Integer::sum);
        }
        return accepted;
    }

    private static List<String> accepted(Reply reply) {
        if (reply.status() == 202) {
            List<String> ids = texts(reply.json().path("ids"));
            assertThat(reply.json().path("accepted").asInt()).isEqualTo(ids.size());
            return ids;
        }
        if (reply.body().isEmpty() || !reply.json().has("results")) {
            return List.of();
        }
        JsonNode results = reply.json().path("results");
        List<String> ids = StreamSupport.stream(results.spliterator(), false)
                .filter(result -> result.path("status").asInt() == 202)
                .map(result -> result.path("id").textValue())
                .toList();
        assertThat(reply.json().path("accepted").asInt()).isEqualTo(ids.size());
        assertThat(reply.json().path("failed").asInt()).isEqualTo(results.size() - ids.size());
        return ids;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static Delivery unreliable(OutboundEvent event) {
        return switch (Math.floorMod(event.id().hashCode(), 4)) {
            case 0 -> new Delivery.Failed("not now");
            case 1 -> new Delivery.Refused("never");
            default -> new Delivery.Delivered();
        };
    }
}
