package dev.taly.activity.local.lambda;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * How Lambda reads a function's answer where partial failures are reported (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">rules</a>). Sharp edges included:
 * {@code null}, {@code {}} and an empty list all mean that everything went well.
 */
sealed interface BatchAnswer {
    /** Reads one JSON text with nothing behind it. */
    JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The messages of these ids come again; the others are deleted. */
    record Partly(Set<String> failedIds) implements BatchAnswer {
        public Partly {
            failedIds = Set.copyOf(failedIds);
        }
    }

    /** Every message comes again: the answer made no sense. */
    record AllFailed(String why) implements BatchAnswer {}

    /**
     * Reads an answer.
     *
     * @param messageIds the batch's own
     */
    static BatchAnswer read(byte[] answer, Set<String> messageIds) {
        JsonNode json;
        try {
            json = STRICT.readTree(answer);
        } catch (JacksonException e) {
            return new AllFailed("the answer is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        }
        if (json.isMissingNode()) {
            return new AllFailed("the answer is empty");
        }
        JsonNode failures = json.path("batchItemFailures");
        if (json.isNull() || failures.isMissingNode() || failures.isNull()) {
            return new Partly(Set.of());
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").textValue();
            if (id == null || !messageIds.contains(id)) {
                return new AllFailed("the answer names an item that is not in the batch");
            }
            failed.add(id);
        }
        return failures.isArray() ? new Partly(failed) : new AllFailed("batchItemFailures is no list");
    }
}
