package dev.taly.activity.watch.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EmbeddedMetricsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-03-28T12:45:33.120Z"), ZoneOffset.UTC);

    private final List<String> lines = new ArrayList<>();
    private final EmbeddedMetrics metrics = new EmbeddedMetrics(lines::add, "activity-dev", CLOCK);

    @Test
    void line_isTheFormatOfCloudWatch() {
        metrics.take(Measurements.builder()
                .add(Metric.EVENTS_STORED, 12)
                .add(Metric.BATCH_TIME, Duration.ofMillis(250))
                .build());

        assertThat(lines)
                .containsExactly("{\"_aws\":{\"Timestamp\":1711629933120,\"CloudWatchMetrics\":[{\"Namespace\":"
                        + "\"ActivityLogger\",\"Dimensions\":[[\"Stack\"]],\"Metrics\":[{\"Name\":\"EventsStored\",\"Unit\":"
                        + "\"Count\"},{\"Name\":\"BatchTime\",\"Unit\":\"Seconds\"}]}]},\"Stack\":\"activity-dev\","
                        + "\"EventsStored\":12,\"BatchTime\":[0.25]}");
    }

    @Test
    void label_hasALineForEachValueThatCountsForTheWholeToo() throws Exception {
        metrics.take(Measurements.builder()
                .add(Metric.EVENTS_REJECTED, new TreeMap<>(Map.of("missing_field", 2L, "too_large", 1L)))
                .build());

        assertThat(lines).hasSize(2);
        JsonNode first = JsonMapper.builder().build().readTree(lines.get(0));
        assertThat(first.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
                .isEqualTo("[[\"Stack\"],[\"Stack\",\"Code\"]]");
        assertThat(first.path("Code").asText()).isEqualTo("missing_field");
        assertThat(first.path("EventsRejected").asInt()).isEqualTo(2);
    }

    @Test
    void metricOfOneProcess_isNotCloudWatchs() {
        metrics.take(Measurements.builder().add(Metric.HEAP_USED, 1).build());

        assertThat(lines).isEmpty();
    }

    @Test
    void values_areAtMostAHundredAndKeepTheirSpread() {
        List<Double> thousand =
                IntStream.rangeClosed(1, 1000).mapToObj(Double::valueOf).toList();

        List<Double> some = EmbeddedMetrics.chosen(thousand);

        assertThat(some).hasSize(100).startsWith(1.0).endsWith(1000.0);
        assertThat(some.get(49)).isBetween(490.0, 500.0);
        assertThat(some.get(94)).isBetween(940.0, 955.0);
        assertThat(EmbeddedMetrics.chosen(thousand.subList(0, 100))).hasSize(100);
    }

    /** Every metric and every label at once, which no function has. */
    @Test
    void lines_keepTheLimitsAndTheSchemaOfTheSpecification() {
        Measurements.Builder all = Measurements.builder();
        List<Duration> times =
                IntStream.range(0, 10_000).mapToObj(Duration::ofMillis).toList();
        for (Metric metric : Metric.values()) {
            if (metric.label().isPresent()) {
                Map<String, Long> counts = new TreeMap<>();
                metric.label().get().known().forEach(value -> counts.put(value, 7L));
                all.add(metric, counts);
            } else if (metric.kind() == Metric.Kind.HISTOGRAM) {
                all.addAll(metric, times);
            } else {
                all.add(metric, 1e12);
            }
        }
        metrics.take(all.build());

        // The limits that the specification's schema sets, for the units in use here.
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema("""
                {"type":"object","required":["_aws"],"properties":{"_aws":{"type":"object",
                "required":["Timestamp","CloudWatchMetrics"],"properties":{"Timestamp":{"type":"integer"},
                "CloudWatchMetrics":{"type":"array","items":{"type":"object","required":["Namespace","Dimensions","Metrics"],
                "properties":{"Namespace":{"type":"string","minLength":1,"maxLength":1024},
                "Dimensions":{"type":"array","minItems":1,"items":{"type":"array","minItems":1,"maxItems":30,
                "items":{"type":"string","minLength":1,"maxLength":250}}},
                "Metrics":{"type":"array","maxItems":100,"items":{"type":"object","required":["Name"],
                "properties":{"Name":{"type":"string","minLength":1,"maxLength":1024},
                "Unit":{"type":"string","enum":["Seconds","Bytes","Count"]}}}}}}}}}}}
                """);
        assertThat(lines).hasSizeGreaterThan(10).allSatisfy(line -> {
            assertThat(schema.validate(line, InputFormat.JSON)).isEmpty();
            assertThat(line).doesNotContain("\n");
            assertThat(line.getBytes(UTF_8)).hasSizeLessThan(256 * 1024);
            JsonNode json = JsonMapper.builder().build().readTree(line);
            Stream.of("/_aws/CloudWatchMetrics/0/Dimensions/0", "/_aws/CloudWatchMetrics/0/Dimensions/1")
                    .flatMap(at -> {
                        List<String> names = new ArrayList<>();
                        json.at(at).forEach(name -> names.add(name.asText()));
                        return names.stream();
                    })
                    .forEach(name ->
                            assertThat(json.path(name).isTextual()).as(name).isTrue());
            json.at("/_aws/CloudWatchMetrics/0/Metrics").forEach(metric -> {
                JsonNode value = json.path(metric.path("Name").asText());
                assertThat(value.isNumber() || (value.isArray() && value.size() <= 100))
                        .as(metric.toString())
                        .isTrue();
            });
        });
    }
}
