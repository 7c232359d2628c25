package dev.taly.activity.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.taly.activity.OutsideTool;
import dev.taly.activity.Skip;
import dev.taly.activity.app.scrape.Kept;
import dev.taly.activity.app.scrape.PrometheusMetrics;
import dev.taly.activity.faults.Await;
import dev.taly.activity.watch.metrics.Label;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus reads {@code /metrics} and answers what the dashboard asks; skipped where none is installed. With each scrape
 * everything happens once more, and takes a second.
 */
final class PrometheusIT {
    private static final Set<Metric> ALL =
            Kept.of(List.of(Kept.CONSUMER, Kept.DOOR, Kept.ALERTS, Kept.WORKER, Kept.QUEUES, Kept.JVM));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static HttpServer pages;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() throws IOException {
        PrometheusMetrics metrics = new PrometheusMetrics(ALL).ask(PrometheusIT::onceMore);
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/metrics", exchange -> answer(metrics, exchange));
        pages.start();
        prometheus = PrometheusServer.startOrSkip(
                directory, "127.0.0.1:" + pages.getAddress().getPort());
        assertThat(Await.until(
                        PATIENCE,
                        () -> prometheus
                                        .ask("rate(activity_batch_seconds_count[10s]) > 0")
                                        .size()
                                == 1))
                .as("it scrapes")
                .isTrue();
    }

    @AfterAll
    static void stop() {
        pages.stop(0);
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    void eachPanel_hasNumbersToShow() {
        List<String> questions = Dashboard.shipped("prometheus.json")
                .targets()
                .map(target -> target.path("expr").asText())
                .distinct()
                .toList();

        assertThat(questions)
                .hasSizeGreaterThan(30)
                .allSatisfy(question -> assertThat(ask(question))
                        .isNotEmpty()
                        .allSatisfy(value -> assertThat(value).isFinite()));
    }

    @Test
    void figures_areWhatTheyAreCalled() {
        int codes = Label.CODE.known().size();
        assertThat(ask(expressionOf("Rejected")).get(0))
                .as("of each hundred, one is stored for one of each code")
                .isCloseTo(100.0 * codes / (codes + 1), within(0.001));
        assertThat(ask(expressionOf("Queue to bucket, 95 of 100")).get(0))
                .as("all took a second, which lies in the bucket from 0.5 s")
                .isCloseTo(0.5 + 0.95 * 0.5, within(0.001));
        assertThat(ask(expressionOf("Waiting in the queue"))).containsExactly(1.0);
    }

    @Test
    void questionWithAMistake_isNotUnderstood() {
        assertThatThrownBy(() -> ask("sum(rate(activity_events_stored_total{job=~\"$job\"})"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Names, units, types and helps as its own linter wants them. */
    @Test
    void promtool_hasNothingToSay() {
        Optional<OutsideTool> promtool = OutsideTool.onPath("promtool");
        Skip.unless(promtool.isPresent(), "no promtool here: it comes with prometheus");
        PrometheusMetrics metrics = new PrometheusMetrics(ALL).ask(PrometheusIT::onceMore);
        OutsideTool.Run run =
                promtool.orElseThrow().run(new String(metrics.text("").body(), UTF_8), "check", "metrics");

        assertThat(run.out() + run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    private static List<Double> ask(String question) {
        return prometheus.ask(question.replace("$job", ".*").replace("$__rate_interval", "10s"));
    }

    private static String expressionOf(String title) {
        return Dashboard.shipped("prometheus.json")
                .panels()
                .filter(panel -> panel.path("title").asText().equals(title))
                .findFirst()
                .orElseThrow()
                .at("/targets/0/expr")
                .asText();
    }

    private static Measurements onceMore() {
        Measurements.Builder once = Measurements.builder();
        ALL.forEach(metric -> metric.label()
                .ifPresentOrElse(
                        label -> once.add(metric, eachOf(label)), () -> once.add(metric, Duration.ofSeconds(1))));
        return once.build();
    }

    private static Map<String, Long> eachOf(Label label) {
        return label.known().stream().collect(Collectors.toMap(Function.identity(), value -> 1L));
    }

    private static void answer(PrometheusMetrics metrics, HttpExchange exchange) throws IOException {
        try (exchange) {
            PrometheusMetrics.Text text =
                    metrics.text(String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
            exchange.getResponseHeaders().set("Content-Type", text.contentType());
            exchange.sendResponseHeaders(200, text.body().length);
            exchange.getResponseBody().write(text.body());
        }
    }
}
