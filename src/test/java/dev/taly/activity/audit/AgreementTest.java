package dev.taly.activity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each filter chooses what a plain reading with a JSON library chooses, on generated lines and on lines written to mislead. */
final class AgreementTest {
    private static final long SEED = 5002;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATE = "2024-03-28";

    private final WrittenArchive archive = new WrittenArchive();
    private final List<String> lines = new ArrayList<>();
    private final Map<String, JsonNode> nodes = new HashMap<>();

    @BeforeEach
    void write() {
        Random random = new Random(SEED);
        for (StoredLine made : SampleLines.all(SEED, 1_000)) {
            lines.add(moved(made.json(), lines.size()));
        }
        // Values at other places, other spellings, other spacing, other orders, and types that are none of theirs.
        for (String hostile : List.of(
                "\"metadata\":{\"actorId\":\"user-1\",\"level\":\"critical\"}",
                "\"metadata\":{\"note\":\"\\\"actorId\\\":\\\"user-1\\\"\"}",
                "\"actorId\" : \"user-1\"",
                "\"actorId\":\"\\u0075ser-1\"",
                "\"\\u0061ctorId\":\"user-1\"",
                "\"actorId\":\"user-12\"",
                "\"actorId\":\"xuser-1\"",
                "\"actorId\":\"user-1 \"",
                "\"actorId\":[\"user-1\"]",
                "\"actorId\":null",
                "\"level\":\"critical\",\"action\":\"user_login\",\"resource\":\"invoice\",\"resourceId\":\"1:2\"",
                "\"level\":\"CRITICAL\"",
                "\"level\":\"cr\\u0069tical\"",
                "\"outcome\":\"failure\",\"ipAddress\":\"10.0.0.1\"",
                "\"ipAddress\":\"10.0.0.10\"",
                "\"resourceId\":\"jos\\u00e9\",\"action\":\"user_login\"",
                "\"resourceId\":\"jos\u00e9\"",
                "\"userAgent\":\"say \\\"hi\\\"\"",
                "\"userAgent\":\"tab\\there\"",
                "\"traceId\":\"\\\\\"",
                "\"x\":{\"y\":[{\"actorId\":\"user-1\"}]}")) {
            lines.add("{\"id\":\"h" + lines.size() + "\",\"tenantId\":\"a\",\"timestamp\":\"" + DATE + "T12:00:00Z\","
                    + hostile + "}");
        }
        for (int at = 0; at < lines.size(); ) {
            int until = Math.min(lines.size(), at + 1 + random.nextInt(300));
            archive.put(
                    "a",
                    DATE,
                    Instant.parse(DATE + "T13:00:00Z").plusSeconds(at),
                    lines.subList(at, until).toArray(String[]::new));
            at = until;
        }
    }

    @TestFactory
    Stream<DynamicTest> eachField_choosesWhatAPlainReadingChooses() {
        Set<String> values = new HashSet<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (LineField field : LineField.values()) {
            if (field != LineField.TENANT_ID) {
                values.clear();
                values.addAll(List.of("user-1", "critical", "jos\u00e9", "say \"hi\"", "\\", "", "nothing is this"));
                lines.stream().limit(120).map(line -> text(line, field)).forEach(values::add);
                List<String> tried = List.copyOf(values);
                tests.add(DynamicTest.dynamicTest(field.wire(), () -> {
                    for (String value : tried) {
                        assertThat(chosen(EventFilter.builder().field(field, value)))
                                .describedAs("seed %d, %s = %s", SEED, field.wire(), value)
                                .isEqualTo(plain(line -> has(line, field, value)));
                    }
                }));
            }
        }
        return tests.stream();
    }

    @Test
    void severalValuesOfAField_areAlternatives_andSeveralFieldsAllHold() throws IOException {
        assertThat(chosen(EventFilter.builder()
                        .field(LineField.LEVEL, "critical")
                        .field(LineField.LEVEL, "warn")
                        .field(LineField.OUTCOME, "failure")))
                .isEqualTo(plain(line -> (has(line, LineField.LEVEL, "critical") || has(line, LineField.LEVEL, "warn"))
                        && has(line, LineField.OUTCOME, "failure")))
                .isNotEmpty();
    }

    @Test
    void grep_choosesWhatHoldsTheTextAsItStandsOrAsJsonWritesIt() throws IOException {
        for (String text :
                List.of("user", "\"level\":\"warn\"", "jos\u00e9", "say \"hi\"", "tab\there", "\\", "\n", "😀", "}")) {
            String json = JSON.writeValueAsString(text);
            String escaped = json.substring(1, json.length() - 1);
            assertThat(chosen(EventFilter.builder().text(text)))
                    .describedAs(text)
                    .isEqualTo(plain(line -> line.contains(text) || line.contains(escaped)));
        }
    }

    @Test
    void where_choosesWhatAPlainReadingChooses() throws IOException {
        assertThat(chosen(EventFilter.builder()
                        .where(EventExpression.parse("level == 'critical' && outcome != 'success'"))))
                .isEqualTo(plain(
                        line -> has(line, LineField.LEVEL, "critical") && !has(line, LineField.OUTCOME, "success")))
                .isNotEmpty();
        assertThat(chosen(EventFilter.builder().where(EventExpression.parse("actorId.startsWith('user-1')"))))
                .isEqualTo(plain(line -> text(line, LineField.ACTOR_ID).startsWith("user-1")))
                .isNotEmpty();
        assertThat(chosen(EventFilter.builder().where(EventExpression.parse("has(metadata.level)"))))
                .isEqualTo(plain(line -> node(line).path("metadata").has("level")))
                .isNotEmpty();
    }

    private List<String> chosen(EventFilter.Builder filter) throws IOException {
        List<String> chosen = new ArrayList<>();
        ReadReport report = new ArchiveReader(archive.store())
                .read(Selection.ofAllTenants(TimeRange.ALL), filter.build(), line -> chosen.add(line.json()));
        assertThat(report.damages()).isEmpty();
        assertThat(report.events()).isEqualTo(lines.size());
        return chosen;
    }

    private List<String> plain(Predicate<String> condition) {
        return lines.stream().filter(condition).toList();
    }

    private boolean has(String line, LineField field, String value) {
        JsonNode node = node(line).path(field.wire());
        return node.isTextual() && node.textValue().equals(value);
    }

    private String text(String line, LineField field) {
        String text = node(line).path(field.wire()).textValue();
        return text == null ? "" : text;
    }

    private JsonNode node(String line) {
        return nodes.computeIfAbsent(line, any -> {
            try {
                return JSON.readTree(line);
            } catch (IOException e) {
                throw new AssertionError(line, e);
            }
        });
    }

    /** The same line in the one partition of this test. */
    private static String moved(String line, int number) {
        return line.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"m" + number + "\"")
                .replaceFirst("\"tenantId\":\"[^\"]*\"", "\"tenantId\":\"a\"")
                .replaceFirst("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"" + DATE + "T12:45:30Z\"");
    }
}
