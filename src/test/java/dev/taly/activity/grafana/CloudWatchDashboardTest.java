package dev.taly.activity.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.local.template.DeploymentTemplate;
import dev.taly.activity.watch.metrics.Label;
import dev.taly.activity.watch.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard for CloudWatch and Athena, held to the functions' metrics, AWS's own, and the table of the template. */
final class CloudWatchDashboardTest {
    private static final Dashboard SHIPPED = Dashboard.shipped("cloudwatch.json");

    /**
     * Of AWS's own: <a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">SQS</a>
     * and <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Lambda</a>.
     */
    private static final Map<String, Set<String>> OF_AWS = Map.of(
            "AWS/SQS",
                    Set.of(
                            "ApproximateAgeOfOldestMessage",
                            "ApproximateNumberOfMessagesNotVisible",
                            "ApproximateNumberOfMessagesVisible"),
            "AWS/Lambda", Set.of("Duration", "Errors", "Invocations", "Throttles"));

    private static final Map<String, String> DIMENSIONS = Map.of("AWS/SQS", "QueueName", "AWS/Lambda", "FunctionName");

    /** The words of the dashboard's SQL that are no columns. */
    private static final Set<String> SQL = Set.of(
            "select",
            "count",
            "distinct",
            "as",
            "from",
            "where",
            "and",
            "between",
            "group",
            "by",
            "order",
            "desc",
            "limit",
            "events",
            "failures");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]+");

    @Test
    void dashboard_isWellFormedAndShowsWhatThereIs() {
        assertThat(SHIPPED.misshapen()).isEmpty();
        assertThat(findings(SHIPPED)).isEmpty();
    }

    @Test
    void dashboard_showsEveryMetricOfTheFunctions() {
        assertThat(SHIPPED.targets().map(target -> target.path("metricName").asText()))
                .containsAll(Stream.of(Metric.values())
                        .map(Metric::cloudWatch)
                        .flatMap(Optional::stream)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "EventsStored, EventStored",
        "\"namespace\": \"ActivityLogger\", \"namespace\": \"Activity\"",
        "ApproximateAgeOfOldestMessage, AgeOfOldestMessage",
        "$stack-dlq, $stack-dead-letters",
        "\"Code\": \"*\", \"Codes\": \"*\"",
        "\"Stack\": \"$stack\", \"Stack\": \"activity\"",
        "actorid, actor_id",
        "tenant = '$tenant' AND, ''",
        "FROM events, FROM event",
    })
    void mistake_isSeen(String text, String mistake) {
        Dashboard broken = SHIPPED.json().contains(text)
                ? SHIPPED.with(text, mistake)
                : SHIPPED.with(text.replace("'$tenant'", "'${tenant}'"), mistake);

        assertThat(findings(broken)).isNotEmpty();
    }

    private static List<String> findings(Dashboard dashboard) {
        List<String> findings = new ArrayList<>();
        dashboard.targets().forEach(target -> {
            if (target.has("rawSQL")) {
                findings.addAll(wrongSql(target.path("rawSQL").asText()));
            } else {
                Dashboard.expect(isReal(target), target.toString(), findings);
            }
        });
        return findings;
    }

    private static boolean isReal(JsonNode target) {
        String namespace = target.path("namespace").asText();
        String name = target.path("metricName").asText();
        JsonNode dimensions = target.path("dimensions");
        if (!namespace.equals(Metric.NAMESPACE)) {
            String dimension = DIMENSIONS.getOrDefault(namespace, "none");
            return OF_AWS.getOrDefault(namespace, Set.of()).contains(name)
                    && dimensions.size() == 1
                    && namesOfTheTemplate().contains(dimensions.path(dimension).asText());
        }
        Set<String> known = new TreeSet<>(Set.of(Metric.STACK));
        Stream.of(Metric.values())
                .filter(metric -> metric.cloudWatch().filter(name::equals).isPresent())
                .flatMap(metric -> metric.label().stream())
                .map(Label::dimension)
                .forEach(known::add);
        Set<String> given = new TreeSet<>();
        dimensions.fieldNames().forEachRemaining(given::add);
        return Stream.of(Metric.values())
                        .anyMatch(metric ->
                                metric.cloudWatch().filter(name::equals).isPresent())
                && known.containsAll(given)
                && dimensions.path(Metric.STACK).asText().equals("$stack");
    }

    private static List<String> wrongSql(String sql) {
        List<String> findings = new ArrayList<>();
        Dashboard.expect(sql.contains("WHERE tenant = '${tenant}' AND date BETWEEN"), "it reads all: " + sql, findings);
        Dashboard.expect(sql.contains("FROM " + tableName() + " "), "no such table: " + sql, findings);
        Set<String> columns = columns();
        WORD.matcher(sql.replaceAll("'[^']*'", ""))
                .results()
                .map(word -> word.group())
                .forEach(word -> {
                    boolean known = SQL.contains(word.toLowerCase(java.util.Locale.ROOT)) || columns.contains(word);
                    Dashboard.expect(known, word + " is no column: " + sql, findings);
                });
        return findings;
    }

    private static Map<?, ?> resources() {
        return (Map<?, ?>)
                Objects.requireNonNull(DeploymentTemplate.shipped().tree().get("Resources"));
    }

    private static Object at(Object node, String... keys) {
        Object found = node;
        for (String key : keys) {
            found = Objects.requireNonNull(((Map<?, ?>) found).get(key), key);
        }
        return found;
    }

    private static String tableName() {
        return at(resources(), "Table", "Properties", "TableInput", "Name").toString();
    }

    private static Set<String> columns() {
        return Stream.of(
                        (List<?>) at(resources(), "Table", "Properties", "TableInput", "StorageDescriptor", "Columns"),
                        (List<?>) at(resources(), "Table", "Properties", "TableInput", "PartitionKeys"))
                .flatMap(List::stream)
                .map(column -> at(column, "Name").toString())
                .collect(Collectors.toSet());
    }

    /** As {@code $stack-queue}. */
    private static Set<String> namesOfTheTemplate() {
        return resources().values().stream()
                .map(resource -> at(resource, "Properties"))
                .flatMap(properties -> Stream.of("QueueName", "FunctionName")
                        .map(name -> ((Map<?, ?>) properties).get(name))
                        .filter(Map.class::isInstance)
                        .map(name -> ((Map<?, ?>) name).get("Fn::Sub"))
                        .filter(Objects::nonNull)
                        .map(name -> name.toString().replace("${AWS::StackName}", "$stack")))
                .collect(Collectors.toSet());
    }
}
