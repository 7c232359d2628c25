package dev.taly.activity.app.http.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.ingest.Doors;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.publish.Transport.Delivery;
import dev.taly.activity.watch.feed.Watched;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard over HTTP: who comes in, and what they see. */
final class DashboardIT {
    private static final JsonMapper JSON = new JsonMapper();

    private final OpenDashboard open = new OpenDashboard(true);

    @AfterEach
    void stop() {
        open.close();
    }

    @Test
    void page_bringsNothingFromElsewhereAndRunsNothingInline() throws Exception {
        HttpResponse<String> page = new Browser(open.address()).get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "content-security-policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http:", "https:", "*", "data:");
        assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(page, "referrer-policy")).isEqualTo("same-origin");
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
            assertThat(header(asset, "content-security-policy")).contains("default-src 'none'");
            assertThat(browser.get(path, "If-None-Match", header(asset, "etag")).statusCode())
                    .isEqualTo(304);
        }
        for (String path : List.of("/assets/", "/assets/../dashboard.js", "/assets/%2e%2e/x", "/assets/package-info")) {
            assertThat(browser.get(path).statusCode()).as(path).isBetween(400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/feed", "/api/now", "/api/search?text=x", "/api/me", "/api/else"})
    void data_isForThoseWhoSignedIn(String path) throws Exception {
        assertThat(new Browser(open.address()).get(path).statusCode()).isEqualTo(401);
        assertThat(new Browser(open.address())
                        .get(path, "Cookie", "activity-session=AAAA", "Authorization", "Bearer " + Doors.WATCH)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void session_isACookieThatNoScriptAndNoOtherSiteSees() throws Exception {
        HttpResponse<String> reply = new Browser(open.address()).signIn(Doors.WATCH);

        assertThat(reply.statusCode()).isEqualTo(303);
        assertThat(header(reply, "location")).isEqualTo("/");
        assertThat(header(reply, "set-cookie"))
                .matches("activity-session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
        try (OpenDashboard public_ = new OpenDashboard(false)) {
            assertThat(header(new Browser(public_.address()).signIn(Doors.WATCH), "set-cookie"))
                    .startsWith("__Host-activity-session=")
                    .contains("; Secure");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Doors.ANY, Doors.ACME, Doors.EXPIRED, "nobody", ""})
    void token_thatMayNotWatchOpensNothing(String token) throws Exception {
        Browser browser = new Browser(open.address());

        HttpResponse<String> reply = browser.signIn(token);

        assertThat(header(reply, "location")).isEqualTo("/?sign-in=refused");
        assertThat(reply.headers().firstValue("set-cookie")).isEmpty();
        assertThat(browser.get("/api/now").statusCode()).isEqualTo(401);
    }

    @Test
    void wrongTokens_areNotTriedForEver() throws Exception {
        Browser browser = new Browser(open.address());
        for (int i = 0; i < WrongTokens.MOST; i++) {
            assertThat(header(browser.signIn("guess-" + i), "location")).isEqualTo("/?sign-in=refused");
        }

        assertThat(header(browser.signIn(Doors.WATCH), "location")).isEqualTo("/?sign-in=later");
    }

    @Test
    void session_endsWithItsTokenAndWhenItsOwnerSaysSo() throws Exception {
        Browser first = Browser.signedIn(open.address(), Doors.WATCH);
        assertThat(first.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(first.send("POST", "/sign-out").statusCode()).isEqualTo(303);
        assertThat(first.get("/api/me").statusCode()).isEqualTo(401);

        Browser second = Browser.signedIn(open.address(), Doors.WATCH);
        try (Stream<String> lines = second.stream("/api/feed").body()) {
            Iterator<String> stream = lines.iterator();
            assertThat(next(stream, "event:")).isEqualTo("event: hello");
            open.changeTokens(TokenSet.parse("x.json", "{\"tokens\":[]}"));
            assertThat(next(stream, "event:")).isEqualTo("event: goodbye");
        }
        assertThat(second.get("/api/me").statusCode()).isEqualTo(401);
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
    void stream_bringsEventsAndGoesOnWhereItWas() throws Exception {
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        String id;
        try (Stream<String> lines = browser.stream("/api/feed").body()) {
            Iterator<String> stream = lines.iterator();
            open.happen(Watched.event("acme"));
            id = next(stream, "id:").substring(4);
            assertThat(data(stream).at("/items/0/event/tenantId").asText()).isEqualTo("acme");
        }
        open.happen(Watched.event("globex"));
        open.happen(Watched.event("acme"));

        for (String[] resumed : new String[][] {{"/api/feed", id}, {"/api/feed?after=" + id, ""}}) {
            String[] header = resumed[1].isEmpty() ? new String[0] : new String[] {"Last-Event-ID", resumed[1]};
            try (Stream<String> lines = browser.stream(resumed[0], header).body()) {
                Iterator<String> stream = lines.iterator();
                assertThat(data(stream).path("resumed").asBoolean()).isTrue();
                JsonNode batch = data(stream);
                assertThat(batch.at("/items"))
                        .extracting(item -> item.path("seq").asLong())
                        .containsExactly(2L, 3L);
                assertThat(batch.path("missing").asLong()).isZero();
            }
        }
    }

    @Test
    void stream_isSampledWhereThereIsTooMuchAndSaysSo() throws Exception {
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        try (Stream<String> lines = browser.stream("/api/feed").body()) {
            Iterator<String> stream = lines.iterator();
            assertThat(data(stream).path("resumed").asBoolean()).isFalse();
            open.happen(Watched.event("acme"));
            long seen = data(stream).path("items").size();
            IntStream.range(0, 5_000).forEach(i -> open.happen(Watched.event("acme")));
            long counted = seen;
            while (counted < 5_001) {
                JsonNode batch = data(stream);
                seen += batch.path("items").size();
                counted += batch.path("items").size()
                        + batch.path("leftOut").asLong()
                        + batch.path("missing").asLong();
            }
            assertThat(counted).isEqualTo(5_001);
            assertThat(seen).isBetween(10L, 200L);
        }
    }

    @Test
    void watcherOfATenant_seesItsOwnInEverything() throws Exception {
        open.queues.set(Optional.of(new QueueFigures(Instant.now(), 7, Instant.now(), 3)));
        open.alerts.set(List.of(alert("acme"), alert("globex"), alert(null)));
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH_ACME);
        for (int i = 0; i < 20; i++) {
            open.happen(now("globex"));
        }
        open.happen(now("acme"));
        open.store("globex", now("globex"));
        open.store("acme", now("acme"));

        for (String query : List.of("", "?tenant=", "?tenant=acme", "?tenant=&tenant=globex", "?Tenant=globex")) {
            JsonNode now = json(browser.get("/api/now" + query));
            assertThat(now.path("total").asInt()).as(query).isEqualTo(1);
            assertThat(now.has("queues")).isFalse();
            assertThat(now.path("alerts")).hasSize(1);
            assertThat(json(browser.get("/api/search" + query)).path("events"))
                    .as(query)
                    .extracting(event -> event.path("tenantId").asText())
                    .containsExactly("acme");
            try (Stream<String> lines = browser.stream("/api/feed" + query).body()) {
                String batch = next(lines.iterator(), "data: {\"leftOut\"");
                assertThat(batch)
                        .as(query)
                        .contains("\"seq\":1,")
                        .contains("acme")
                        .doesNotContain("globex");
            }
        }
        assertThat(browser.get("/api/now?tenant=globex").statusCode()).isEqualTo(403);
        assertThat(browser.get("/api/search?tenant=globex").statusCode()).isEqualTo(403);
        try (Stream<String> lines = browser.stream("/api/feed?tenant=globex", "Last-Event-ID", "run1-1")
                .body()) {
            Iterator<String> stream = lines.iterator();
            open.happen(now("globex"));
            assertThat(next(stream, ":")).as("a heartbeat is the first to come").isEqualTo(":");
        }
    }

    @Test
    void watcherOfAll_seesAllOrTheTenantThatItAsksFor() throws Exception {
        open.queues.set(Optional.of(new QueueFigures(Instant.now(), 7, null, 3)));
        open.alerts.set(List.of(alert("acme"), alert("globex"), alert(null)));
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        open.happen(now("acme"));
        open.happen(now("globex"));
        open.store("globex", now("globex"));
        open.store("acme", now("acme"));

        JsonNode all = json(browser.get("/api/now"));
        assertThat(all.path("total").asInt()).isEqualTo(2);
        assertThat(all.at("/queues/deadLetters").asInt()).isEqualTo(3);
        assertThat(all.path("alerts")).hasSize(3);
        assertThat(json(browser.get("/api/now?tenant=acme")).path("total").asInt())
                .isEqualTo(1);
        assertThat(json(browser.get("/api/search")).path("events")).hasSize(2);
        assertThat(json(browser.get("/api/search?tenant=globex")).path("events"))
                .hasSize(1);
    }

    @Test
    void search_isOnRecordOrNotDone() throws Exception {
        open.store("acme", now("acme"));
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH_ACME);

        assertThat(browser.get("/api/search?text=invoice&from=2d").statusCode()).isEqualTo(200);

        assertThat(open.topic.taken())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.json())
                        .contains("\"action\":\"audit_read\"", "\"actorId\":\"watch-acme\"", "\"dashboard\""));
        assertThat(open.topic.taken().get(0).json()).contains("\"grep\":\"invoice\"", "begun");
        assertThat(open.topic.taken().get(1).json()).contains("\"eventsShown\":1", "ended");

        assertThat(browser.get("/api/search?text=invoice").statusCode())
                .as("another search is another record")
                .isEqualTo(200);
        assertThat(open.topic.taken()).hasSize(4);

        open.topic.answer(event -> new Delivery.Refused("closed"));
        HttpResponse<String> refused = browser.get("/api/search?text=invoice");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("not_recorded").doesNotContain("invoice_paid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/search?limit=0",
                "/api/search?limit=501",
                "/api/search?from=soon",
                "/api/search?from=now&to=2d",
                "/api/search?tenant=a%20b",
                "/api/search?level=loud",
                "/api/feed?level=none",
                "/api/now?tenant=%3Cb%3E"
            })
    void query_thatIsNoneIsToldSo(String path) throws Exception {
        HttpResponse<String> reply =
                Browser.signedIn(open.address(), Doors.WATCH).get(path);

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).doesNotContain("<b>");
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
            assertThat(next(stream, "event: e")).isEqualTo("event: events");
            assertThat(data(stream).at("/items/0/event/actorId").asText()).isEqualTo(hostile);
        }
        HttpResponse<String> now = browser.get("/api/now");
        assertThat(header(now, "content-type")).isEqualTo("application/json");
        assertThat(header(now, "cache-control")).isEqualTo("no-store");
        assertThat(json(now).at("/actors/0/name").asText()).isEqualTo(hostile);
    }

    @Test
    void eventThatIsTooLargeToShow_comesWithoutItsMetadata() throws Exception {
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        try (Stream<String> lines = browser.stream("/api/feed").body()) {
            open.happen(Watched.event("acme", event -> event.metadata(Map.of("x", "y".repeat(100_000)))));
            JsonNode batch =
                    JSON.readTree(next(lines.iterator(), "data: {\"leftOut\"").substring(6));
            assertThat(batch.at("/items/0/shortened").asBoolean()).isTrue();
            assertThat(batch.at("/items/0/event").has("metadata")).isFalse();
        }
    }

    @Test
    void viewerThatDoesNotRead_isDroppedAndOthersGoOn() throws Exception {
        String cookie = header(new Browser(open.address()).signIn(Doors.WATCH), "set-cookie")
                .replaceFirst(";.*", "");
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(1_024);
            deaf.connect(new InetSocketAddress(
                    open.address().getHost(), open.address().getPort()));
            deaf.getOutputStream()
                    .write(("GET /api/feed HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = deaf.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            String big = "z".repeat(1_000);
            while (open.dashboard.viewers() > 0 && System.nanoTime() < end) {
                open.happen(Watched.event("acme", event -> event.userAgent(big).metadata(Map.of("x", big.repeat(5)))));
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
            assertThat(open.dashboard.viewers()).isZero();
        }
        Browser other = Browser.signedIn(open.address(), Doors.WATCH);
        try (Stream<String> lines = other.stream("/api/feed").body()) {
            assertThat(data(lines.iterator()).has("resumed")).isTrue();
        }
    }

    @Test
    void viewers_areBounded() throws Exception {
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        List<Stream<String>> streams = new ArrayList<>();
        for (int i = 0; i < Streams.MOST_OF_A_SESSION; i++) {
            HttpResponse<Stream<String>> stream = browser.stream("/api/feed");
            assertThat(stream.statusCode()).isEqualTo(200);
            streams.add(stream.body());
        }
        try {
            HttpResponse<String> refused = browser.get("/api/feed");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(header(refused, "retry-after")).isEqualTo("10");
        } finally {
            streams.forEach(Stream::close);
        }
    }

    @Test
    void server_thatStopsLetsItsViewersGo() throws Exception {
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        try (Stream<String> lines = browser.stream("/api/feed").body()) {
            Iterator<String> stream = lines.iterator();
            assertThat(next(stream, "event:")).isEqualTo("event: hello");
            long begin = System.nanoTime();
            open.close();
            stream.forEachRemaining(line -> {});
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static StoredEvent now(String tenant) {
        return Watched.event(tenant, event -> event.timestamp(Instant.now()).outcome(Outcome.SUCCESS));
    }

    private static AlertNotice alert(@Nullable String tenant) {
        return new AlertNotice("a-" + tenant, Instant.now(), Level.CRITICAL, "Something is wrong", "", tenant);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(open.address().getHost(), open.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The next line that begins so. */
    private static String next(Iterator<String> lines, String start) {
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("the stream has ended without " + start);
    }

    private static JsonNode data(Iterator<String> lines) throws IOException {
        return JSON.readTree(next(lines, "data: ").substring(6));
    }

    private static JsonNode json(HttpResponse<String> reply) throws IOException {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    private static String header(HttpResponse<?> reply, String name) {
        return reply.headers().firstValue(name).orElse("");
    }
}
