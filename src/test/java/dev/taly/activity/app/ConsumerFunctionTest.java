package dev.taly.activity.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.consume.Preparation;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answer that Lambda gets: what it does not name is deleted. */
final class ConsumerFunctionTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Clock clock = Clock.fixed(Instant.parse("2024-03-28T12:45:33Z"), ZoneOffset.UTC);
    private final ConsumerFunction function = new ConsumerFunction(new BatchConsumer(
            Preparation.plain(new EventCodec(EventRules.standard()), clock),
            new Archive(store, clock),
            letters -> Set.of(),
            threads,
            threads));

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void handleRequest_answersAnEmptyListWhenAllIsStored() throws IOException {
        assertThat(handle(records(event("m-1", "acme")))).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(store.keys()).hasSize(2);
    }

    @Test
    void handleRequest_answersAnEmptyListToAnEmptyBatch() throws IOException {
        assertThat(handle("{\"Records\":[]}")).isEqualTo("{\"batchItemFailures\":[]}");
    }

    @Test
    void handleRequest_namesWhatFailedAsTheClassesOfAwsReadIt() throws IOException {
        store.beforeCreate(object -> {
            if (object.key().contains("tenant=beta")) {
                throw new ObjectStoreException(object.key(), "cannot be written");
            }
        });

        String answer =
                handle(records(event("m-1", "acme"), event("m-2", "beta"), "{\"messageId\":\"m-3\",\"body\":\"?\"}"));

        assertThat(answer)
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-2\"},{\"itemIdentifier\":\"m-3\"}]}");
        SQSBatchResponse response = LambdaJson.response(answer.getBytes(UTF_8));
        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("m-2", "m-3");
    }

    @Test
    void handleRequest_namesAllWhenTheTimeLeftIsOnlyForTheAnswer() throws IOException {
        assertThat(handle(records(event("m-1", "acme")), 2_000))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}");
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void handleRequest_namesAMessageOfTwoReceiptsOnce() throws IOException {
        store.beforeCreate(object -> {
            throw new ObjectStoreException(object.key(), "cannot be written");
        });

        assertThat(handle(records(event("m-1", "acme"), event("m-1", "acme"))))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}");
    }

    @Test
    void handleRequest_throwsOnlyForWhatIsNoSqsEvent() {
        assertThatThrownBy(() -> handle("{\"detail-type\":\"Scheduled Event\"}"))
                .isInstanceOf(IOException.class);
    }

    private String handle(String event) throws IOException {
        return handle(event, 60_000);
    }

    private String handle(String event, int remainingMillis) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.getBytes(UTF_8)), answer, new StubContext(remainingMillis));
        return answer.toString(UTF_8);
    }

    private static String records(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static String event(String messageId, String tenantId) {
        return "{\"messageId\":\"" + messageId + "\",\"receiptHandle\":\"r\",\"body\":\"{\\\"tenantId\\\":\\\""
                + tenantId
                + "\\\",\\\"actorId\\\":\\\"u\\\",\\\"action\\\":\\\"user_login\\\",\\\"resource\\\":\\\"session\\\","
                + "\\\"timestamp\\\":\\\"2024-03-28T10:00:00Z\\\"}\",\"attributes\":{\"SentTimestamp\":\"1711629930007\"}}";
    }
}
