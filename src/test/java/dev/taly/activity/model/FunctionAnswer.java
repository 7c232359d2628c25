package dev.taly.activity.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a function's answer as Lambda does: what makes no sense fails the whole batch, and what says nothing fails none. */
final class FunctionAnswer {
    private static final JsonMapper JSON = new JsonMapper();

    private FunctionAnswer() {}

    static Set<String> failedIds(byte[] answer, List<QueuedMessage> batch, Findings findings) {
        Set<String> ids = batch.stream().map(message -> message.id).collect(Collectors.toSet());
        Set<String> failed = new HashSet<>();
        try {
            JsonNode failures = JSON.readTree(answer).path("batchItemFailures");
            findings.expect(failures.isArray(), Promise.WELL_FORMED, "the answer has no list of failures");
            failures.forEach(
                    failure -> failed.add(failure.path("itemIdentifier").asText()));
        } catch (IOException e) {
            findings.expect(false, Promise.WELL_FORMED, "the answer is no JSON");
            return ids;
        }
        boolean known = ids.containsAll(failed);
        findings.expect(known, Promise.WELL_FORMED, "the answer names strangers: %s", failed);
        return known ? failed : ids;
    }
}
