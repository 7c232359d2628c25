package dev.taly.activity.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.taly.activity.watch.metrics.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The page in CloudWatch, whose body is a text that nobody else looks into. */
final class DashboardRules {
    private static final int COLUMNS = 24;
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z.:]+}");
    private static final Pattern SEARCH = Pattern.compile(
            "SEARCH\\('\\{ActivityLogger,Stack,([A-Za-z]+)} MetricName=\"([A-Za-z]+)\" Stack=\"\\$\\{AWS::StackName}\"',"
                    + " 'Sum', 60\\)");
    private static final Map<String, String> DIMENSIONS =
            Map.of("AWS/SQS", "QueueName", "AWS/Lambda", "FunctionName", Metric.NAMESPACE, Metric.STACK);

    static final List<Rule> ALL = List.of(
            Rule.that(
                    "the dashboard is JSON with widgets",
                    template -> widgets(template).count() > 8
                            && widgets(template)
                                    .allMatch(widget ->
                                            widget.path("type").asText().equals("metric")
                                                    && !widget.at("/properties/title")
                                                            .asText()
                                                            .isEmpty()
                                                    && widget.at("/properties/region")
                                                            .asText()
                                                            .equals("${AWS::Region}"))),
            new Rule(
                    "the dashboard shows real metrics of this stack",
                    (template, findings) -> metrics(template)
                            .filter(metric -> !isOfThisStack(metric))
                            .forEach(metric -> findings.expect(false, metric.toString()))),
            Rule.that(
                    "every figure in CloudWatch is on the dashboard",
                    template -> shown(template)
                            .containsAll(Stream.of(Metric.values())
                                    .map(Metric::cloudWatch)
                                    .flatMap(Optional::stream)
                                    .toList())),
            Rule.that("the dashboard's widgets lie beside each other", DashboardRules::overlapNowhere));

    private DashboardRules() {}

    private static Stream<JsonNode> widgets(Node template) {
        String body =
                template.properties("Dashboard").at("DashboardBody", "Fn::Sub").text();
        try {
            return each(JsonMapper.builder().build().readTree(body).path("widgets"));
        } catch (JsonProcessingException e) {
            return Stream.of(MissingNode.getInstance());
        }
    }

    private static Stream<JsonNode> metrics(Node template) {
        return widgets(template).flatMap(widget -> each(widget.at("/properties/metrics")));
    }

    private static boolean isOfThisStack(JsonNode metric) {
        if (metric.path(0).has("expression")) {
            Matcher search = SEARCH.matcher(metric.path(0).path("expression").asText());
            return search.matches()
                    && ours(search.group(2))
                            .flatMap(Metric::label)
                            .filter(label -> label.dimension().equals(search.group(1)))
                            .isPresent();
        }
        String namespace = metric.path(0).asText();
        String value = metric.path(3).asText();
        return RealNames.METRICS
                        .getOrDefault(namespace, Set.of())
                        .contains(metric.path(1).asText())
                && metric.path(2).asText().equals(DIMENSIONS.get(namespace))
                && REFERENCE.matcher(value).matches()
                && (!namespace.equals(Metric.NAMESPACE) || value.equals("${AWS::StackName}"));
    }

    private static Optional<Metric> ours(String name) {
        return Stream.of(Metric.values())
                .filter(metric -> metric.cloudWatch().filter(name::equals).isPresent())
                .findFirst();
    }

    private static Set<String> shown(Node template) {
        Set<String> names = new TreeSet<>();
        metrics(template).forEach(metric -> {
            Matcher search = SEARCH.matcher(metric.path(0).path("expression").asText());
            names.add(search.matches() ? search.group(2) : metric.path(1).asText());
        });
        return names;
    }

    private static boolean overlapNowhere(Node template) {
        Set<List<Integer>> taken = new HashSet<>();
        return widgets(template).allMatch(widget -> {
            int x = widget.path("x").asInt(-1);
            int y = widget.path("y").asInt(-1);
            int width = widget.path("width").asInt(0);
            int height = widget.path("height").asInt(0);
            boolean free = x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= COLUMNS;
            for (int i = x; i < x + width; i++) {
                for (int j = y; j < y + height; j++) {
                    free &= taken.add(List.of(i, j));
                }
            }
            return free;
        });
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
