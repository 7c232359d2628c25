package dev.taly.activity.app;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;

/**
 * The answer of a function behind a queue, an {@link SQSBatchResponse}: the messages that it names come again, all others are
 * deleted.
 */
final class BatchAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private BatchAnswer() {}

    /** Writes the answer that those messages have to come again. */
    static void write(Collection<String> failedIds, OutputStream output) throws IOException {
        SQSBatchResponse response = new SQSBatchResponse(
                failedIds.stream().map(BatchItemFailure::new).toList());
        try (JsonGenerator out = JSON.createGenerator(output)) {
            out.writeStartObject();
            out.writeArrayFieldStart("batchItemFailures");
            for (BatchItemFailure failure : response.getBatchItemFailures()) {
                out.writeStartObject();
                out.writeStringField("itemIdentifier", failure.getItemIdentifier());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }
}
