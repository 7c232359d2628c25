package dev.taly.activity.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.app.scrape.Kept;
import dev.taly.activity.app.scrape.PrometheusMetrics;
import dev.taly.activity.watch.metrics.Label;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard for Prometheus, held to what a scrape really says. */
final class PrometheusDashboardTest {
    private static final Dashboard SHIPPED = Dashboard.shipped("prometheus.json");
    private static final Set<Metric> ON_IT =
            Kept.of(List.of(Kept.CONSUMER, Kept.DOOR, Kept.ALERTS, Kept.WORKER, Kept.QUEUES, Kept.JVM));
    private static final Pattern NAME = Pattern.compile("\\bactivity_[a-z_]+");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([a-z_, ]+)\\)");
    private static final Pattern SELECTED = Pattern.compile("([a-z_]+)=~?\"");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z_]+)}}");

    /** The scraper adds them, or the form has them. */
    private static final Set<String> EVERYWHERE = Set.of("job", "instance", "le");

    @Test
    void dashboard_isWellFormedAndShowsWhatThereIs() {
        assertThat(SHIPPED.misshapen()).isEmpty();
        assertThat(findings(SHIPPED)).isEmpty();
    }

    @Test
    void dashboard_showsEveryMetric() {
        String all =
                SHIPPED.targets().map(target -> target.path("expr").asText()).collect(Collectors.joining("\n"));

        assertThat(ON_IT).allSatisfy(metric -> assertThat(all).containsPattern("\\b" + metric.prometheus()));
    }

    @ParameterizedTest
    @CsvSource({
        "activity_events_stored_total, activity_event_stored_total",
        "activity_queue_to_store_seconds_bucket, activity_queue_to_store_seconds",
        "activity_dead_letters{, activity_dead_letters_total{",
        "by (code), by (codes)",
        "by (le), by (tenant)",
        "{{finding}}, {{actor}}",
    })
    void mistake_isSeen(String text, String mistake) {
        assertThat(findings(SHIPPED.with(text, mistake))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'\"id\": 3', '\"id\": 2'", "'\"x\": 8', '\"x\": 7'", "'${DS_PROMETHEUS}', 'prometheus-1'"})
    void misshapenDashboard_isSeen(String text, String mistake) {
        assertThat(SHIPPED.with(text, mistake).misshapen()).isNotEmpty();
    }

    private static List<String> findings(Dashboard dashboard) {
        Set<String> scraped = scraped();
        List<String> findings = new ArrayList<>();
        dashboard.targets().forEach(target -> {
            String expression = target.path("expr").asText();
            Set<String> labels = new TreeSet<>();
            NAME.matcher(expression).results().map(name -> name.group()).forEach(name -> {
                Dashboard.expect(scraped.contains(name), name + " is not scraped", findings);
                ON_IT.stream()
                        .filter(metric -> name.startsWith(metric.prometheus()))
                        .flatMap(metric -> metric.label().stream())
                        .map(Label::label)
                        .forEach(labels::add);
            });
            labelsOf(expression, target.path("legendFormat").asText())
                    .filter(label -> !labels.contains(label) && !EVERYWHERE.contains(label))
                    .forEach(label -> findings.add(label + " is no label of " + expression));
        });
        return findings;
    }

    private static Stream<String> labelsOf(String expression, String legend) {
        return Stream.of(
                        GROUPING.matcher(expression)
                                .results()
                                .flatMap(by -> Stream.of(by.group(1).split(", ", -1))),
                        SELECTED.matcher(expression).results().map(label -> label.group(1)),
                        LEGEND.matcher(legend).results().map(label -> label.group(1)))
                .flatMap(labels -> labels);
    }

    /** The names of the series of a process in which everything has happened once. */
    private static Set<String> scraped() {
        PrometheusMetrics metrics = new PrometheusMetrics(ON_IT);
        Measurements.Builder once = Measurements.builder();
        ON_IT.stream()
                .filter(metric -> metric.label().isEmpty())
                .forEach(metric -> once.add(metric, Duration.ofSeconds(1)));
        metrics.take(once.build());
        return new String(metrics.text("").body(), UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }
}
