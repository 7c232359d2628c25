package dev.taly.activity.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A batch of which every other entry, the first included, never gets to the service. What remains is a request of its own; to
 * its answer the others are added as failed, by a fault that is not the sender's.
 *
 * @param remaining the request to send
 * @param isEmpty whether no entry remains, so that there is nothing to ask the service for
 * @param failedIds of the entries that are left out
 */
record PartialBatch(HttpMessage remaining, boolean isEmpty, List<String> failedIds) {
    private static final Pattern FORM_ENTRY = Pattern.compile("PublishBatchRequestEntries\\.member\\.([0-9]+)(\\..*)");
    private static final JsonMapper JSON = new JsonMapper();

    static boolean isPossible(AwsRequest request) {
        return request.operation().matches("PublishBatch|SendMessageBatch|DeleteMessageBatch");
    }

    static PartialBatch of(AwsRequest batch, HttpMessage request) {
        return batch.service().equals("sns") ? ofForm(request) : ofJson(request);
    }

    private static PartialBatch ofForm(HttpMessage request) {
        List<String> kept = new ArrayList<>();
        Map<Integer, List<String>> entries = new TreeMap<>();
        for (String pair : request.text().split("&", -1)) {
            Matcher entry = FORM_ENTRY.matcher(pair);
            if (entry.matches()) {
                entries.computeIfAbsent(Integer.valueOf(entry.group(1)), number -> new ArrayList<>())
                        .add(entry.group(2));
            } else {
                kept.add(pair);
            }
        }
        List<String> failed = new ArrayList<>();
        int number = 0;
        for (Map.Entry<Integer, List<String>> entry : entries.entrySet()) {
            if (entry.getKey() % 2 == 1) {
                entry.getValue().stream()
                        .filter(field -> field.startsWith(".Id="))
                        .forEach(id -> failed.add(id.substring(".Id=".length())));
            } else {
                number++;
                for (String field : entry.getValue()) {
                    kept.add("PublishBatchRequestEntries.member." + number + field);
                }
            }
        }
        return new PartialBatch(withText(request, String.join("&", kept)), number == 0, failed);
    }

    private static PartialBatch ofJson(HttpMessage request) {
        ObjectNode json = object(request);
        ArrayNode kept = JSON.createArrayNode();
        List<String> failed = new ArrayList<>();
        for (JsonNode entry : json.withArray("Entries")) {
            if ((failed.size() + kept.size()) % 2 == 0) {
                failed.add(entry.path("Id").asText());
            } else {
                kept.add(entry);
            }
        }
        json.set("Entries", kept);
        return new PartialBatch(withText(request, json.toString()), kept.isEmpty(), failed);
    }

    /** The service's answer, and the failed entries. */
    HttpMessage answer(HttpMessage answer) {
        if (!answer.startLine().contains(" 200 ")) {
            return answer;
        }
        if (answer.text().startsWith("<")) {
            return withText(answer, answer.text().replace("</Failed>", failed(PartialBatch::xml) + "</Failed>"));
        }
        ObjectNode json = object(answer);
        ArrayNode all = json.withArray("Failed");
        failedIds.forEach(id -> all.addObject()
                .put("Id", id)
                .put("Code", "InternalError")
                .put("Message", "injected")
                .put("SenderFault", false));
        return withText(answer, json.toString());
    }

    private String failed(Function<String, String> entry) {
        return failedIds.stream().map(entry).collect(Collectors.joining());
    }

    private static String xml(String id) {
        return "<member><Id>" + id + "</Id><Code>InternalError</Code><Message>injected</Message>"
                + "<SenderFault>false</SenderFault></member>";
    }

    private static ObjectNode object(HttpMessage message) {
        try {
            return (ObjectNode) JSON.readTree(message.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + Arrays.toString(message.body()), e);
        }
    }

    private static HttpMessage withText(HttpMessage message, String text) {
        return message.withBody(text.getBytes(StandardCharsets.UTF_8)).framed();
    }
}
