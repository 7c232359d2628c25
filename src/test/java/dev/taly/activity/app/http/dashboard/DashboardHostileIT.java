package dev.taly.activity.app.http.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.ingest.Doors;
import dev.taly.activity.watch.feed.Watched;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Headers, assets, and requests and events of those who mean no good. */
final class DashboardHostileIT {
    private final OpenDashboard open = new OpenDashboard(true);

    @AfterEach
    void stop() {
        open.close();
    }

    @Test
    void page_bringsNothingFromElsewhereAndRunsNothingInline() throws Exception {
        HttpResponse<String> page = new Browser(open.address()).get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Replies.header(page, "content-security-policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http:", "https:", "*", "data:");
        assertThat(Replies.header(page, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(Replies.header(page, "referrer-policy")).isEqualTo("same-origin");
        assertThat(page.body())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("style=", "<style", "http://", "https://", "//cdn");
    }

    @Test
    void assets_areOursAndKnownByTheirContent() throws Exception {
        Browser browser = new Browser(open.address());
        for (String path : List.of("/assets/dashboard.js", "/assets/uplot.js", "/assets/dashboard.css")) {
            HttpResponse<String> asset = browser.get(path);
            assertThat(asset.statusCode()).as(path).isEqualTo(200);
            assertThat(Replies.header(asset, "content-security-policy")).contains("default-src 'none'");
            assertThat(browser.get(path, "If-None-Match", Replies.header(asset, "etag"))
                            .statusCode())
                    .isEqualTo(304);
        }
        for (String path : List.of("/assets/", "/assets/../dashboard.js", "/assets/%2e%2e/x", "/assets/package-info")) {
            assertThat(browser.get(path).statusCode()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void request_forAnotherHostOrFromAnotherSiteIsRefused() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example:80\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        Browser browser = new Browser(open.address());
        assertThat(browser.signIn(Doors.WATCH, "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(browser.signIn(Doors.WATCH, "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(browser.signIn(Doors.WATCH, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(browser.signIn(Doors.WATCH, "Origin", open.address().toString())
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void door_isStillBehindIt() throws Exception {
        assertThat(new Browser(open.address()).get("/healthz").body()).contains("ok");
        assertThat(new Browser(open.address()).send("DELETE", "/").statusCode()).isEqualTo(405);
        assertThat(new Browser(open.address()).get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void hostileText_staysAStringOfJson() throws Exception {
        String hostile = "</script><img src=x onerror=alert(1)>\u202e\u0000\n\ndata: {}\r\nevent: goodbye\u2028";
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        StoredEvent event = Watched.event(
                "acme",
                builder -> builder.actorId(hostile)
                        .timestamp(Instant.now())
                        .userAgent("x".repeat(1_024))
                        .metadata(Map.of(hostile, hostile)));
        try (Stream<String> lines = browser.stream("/api/feed").body()) {
            Iterator<String> stream = lines.iterator();
            open.happen(event);
            assertThat(Replies.next(stream, "event: e")).isEqualTo("event: events");
            assertThat(Replies.data(stream).at("/items/0/event/actorId").asText())
                    .isEqualTo(hostile);
        }
        HttpResponse<String> now = browser.get("/api/now");
        assertThat(Replies.header(now, "content-type")).isEqualTo("application/json");
        assertThat(Replies.header(now, "cache-control")).isEqualTo("no-store");
        assertThat(Replies.json(now).at("/actors/0/name").asText()).isEqualTo(hostile);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(open.address().getHost(), open.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
