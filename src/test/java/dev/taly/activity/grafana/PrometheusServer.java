package dev.taly.activity.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.FreePort;
import dev.taly.activity.OutsideTool;
import dev.taly.activity.Skip;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** <a href="https://prometheus.io">Prometheus</a> as a child process that scrapes one address, ten times a second. */
final class PrometheusServer implements AutoCloseable {
    private final Process process;
    private final URI query;
    private final HttpClient http = HttpClient.newHttpClient();

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.query = URI.create("http://127.0.0.1:" + port + "/api/v1/query");
    }

    /** @param target host and port of what answers {@code /metrics} */
    static PrometheusServer startOrSkip(Path directory, String target) throws IOException {
        Optional<OutsideTool> program = OutsideTool.onPath("prometheus");
        Skip.unless(program.isPresent(), "no prometheus here: apt-get install prometheus");
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 100ms, scrape_timeout: 100ms}
                scrape_configs:
                  - job_name: worker
                    static_configs: [{targets: ["%s"]}]
                """.formatted(target));
        int port = FreePort.find();
        Process process = new ProcessBuilder(List.of(
                        program.orElseThrow().program().toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("series"),
                        "--web.listen-address=127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        return new PrometheusServer(process, port);
    }

    /**
     * The values that answer a question now; none before it is up.
     *
     * @throws IllegalArgumentException if it does not understand the question
     */
    List<Double> ask(String expression) {
        if (!process.isAlive()) {
            throw new IllegalStateException("prometheus has ended");
        }
        JsonNode answer;
        try {
            answer = new JsonMapper()
                    .readTree(http.send(
                                    HttpRequest.newBuilder(query)
                                            .header("Content-Type", "application/x-www-form-urlencoded")
                                            .POST(BodyPublishers.ofString(
                                                    "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (answer.path("status").asText().equals("error")) {
            throw new IllegalArgumentException(answer.path("error").asText());
        }
        return Dashboard.each(answer.at("/data/result"))
                .map(series -> Double.valueOf(series.at("/value/1").asText()))
                .toList();
    }

    /** Ends this process and no other. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
