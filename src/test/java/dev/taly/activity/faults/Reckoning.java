package dev.taly.activity.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.StoredTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What became of events, read from the files of the bucket and the dead letters, by no code of the product.
 *
 * @param lines the stored lines of each id, as they stand there
 * @param letters the dead letters
 */
public record Reckoning(Map<String, List<String>> lines, List<Message> letters) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads what is stored.
     *
     * @param data the directory of the local bucket
     */
    public static Reckoning of(Path data, List<Message> letters) {
        StoredTree tree = StoredTree.at(data);
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (int i = 0; i < tree.lines().size(); i++) {
            lines.computeIfAbsent(tree.lines().get(i).get("id").textValue(), id -> new ArrayList<>())
                    .add(tree.texts().get(i));
        }
        return new Reckoning(lines, letters);
    }

    /** Those of them that are nowhere. */
    public Set<String> missing(Collection<String> ids) {
        Set<String> missing = new HashSet<>(ids);
        missing.removeAll(lines.keySet());
        missing.removeAll(deadIds());
        return missing;
    }

    /** The ids of events among the dead letters. */
    public Set<String> deadIds() {
        Set<String> ids = new HashSet<>();
        for (Message letter : letters) {
            JsonNode id = json(letter.body()).path("id");
            if (id.isTextual()) {
                ids.add(id.textValue());
            }
        }
        return ids;
    }

    /** Lines beyond the first of their id. */
    public long duplicates() {
        return lines.values().stream().mapToLong(same -> same.size() - 1).sum();
    }

    /**
     * Duplicates of those that came of publishing twice, because the topic's answer got lost: the queue had them as two
     * messages, each with a time of its own.
     */
    public long publishedTwice() {
        return lines.values().stream()
                .mapToLong(same ->
                        same.stream().map(Reckoning::receivedAt).distinct().count() - 1)
                .sum();
    }

    /**
     * Checks the duplicates byte by byte: of one message, which has one time of receipt, all lines are equal; of one event all
     * are but for that time.
     */
    public Reckoning checkDuplicates() {
        lines.forEach((id, same) -> {
            Map<String, String> byTime = new LinkedHashMap<>();
            for (String line : same) {
                String time = receivedAt(line);
                assertThat(line).isEqualTo(byTime.computeIfAbsent(time, first -> line));
                assertThat(line.replace(time, "")).isEqualTo(same.get(0).replace(receivedAt(same.get(0)), ""));
            }
        });
        return this;
    }

    /** Checks that letters of one message say the same, but for the time at which they were written. */
    public Reckoning checkLetters() {
        Map<String, Message> byMessage = new LinkedHashMap<>();
        for (Message letter : letters) {
            if (letter.messageAttributes().containsKey("rejection.code")) {
                String message = reason(letter, "messageId");
                Message first = byMessage.computeIfAbsent(message, id -> letter);
                assertThat(letter.body()).isEqualTo(first.body());
                for (String part : List.of("code", "pointer", "message")) {
                    assertThat(reason(letter, part)).isEqualTo(reason(first, part));
                }
            }
        }
        return this;
    }

    private static String reason(Message letter, String name) {
        return requireNonNull(letter.messageAttributes().get("rejection." + name))
                .stringValue();
    }

    private static String receivedAt(String line) {
        return json(line).path("receivedAt").asText();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Poison, as some letters are.
            return JSON.createObjectNode();
        }
    }
}
