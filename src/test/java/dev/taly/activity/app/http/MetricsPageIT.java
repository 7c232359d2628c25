package dev.taly.activity.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.app.scrape.JvmReading;
import dev.taly.activity.app.scrape.Kept;
import dev.taly.activity.app.scrape.PrometheusMetrics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of figures, on a server without a door. */
final class MetricsPageIT {
    private final PrometheusMetrics metrics = new PrometheusMetrics(Kept.JVM).ask(new JvmReading());
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server = HttpServer.start(List.of(Scrapes.page(metrics)), "127.0.0.1", 0);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void page_hasTheFiguresInTheFormThatIsAskedFor() throws Exception {
        HttpResponse<String> plain = send("GET", "/metrics", "*/*");
        HttpResponse<String> open = send("GET", "/metrics", "application/openmetrics-text");

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(plain.body()).contains("# TYPE activity_jvm_threads gauge");
        assertThat(open.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void head_hasNoBody() throws Exception {
        assertThat(send("HEAD", "/metrics", "*/*").statusCode()).isEqualTo(200);
    }

    @Test
    void anythingElse_isRefusedInTheDoorsWords() throws Exception {
        assertThat(send("POST", "/metrics", "*/*").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/log-activity", "*/*").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/metrics/x", "*/*").statusCode()).isEqualTo(404);
    }

    @Test
    void scrapesThatAreTooMany_areSentAway() throws Exception {
        server.close();
        server = HttpServer.start(
                List.of(new MetricsHandler(metrics, work -> {
                    throw new RejectedExecutionException("there are enough");
                })),
                "127.0.0.1",
                0);

        assertThat(send("GET", "/metrics", "*/*").statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> send(String method, String path, String accept)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .header("Accept", accept)
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
