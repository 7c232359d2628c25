package dev.taly.activity.app.http.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.ingest.Doors;
import dev.taly.activity.watch.feed.Watched;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stream of events: what it brings, where it goes on, and what it does with those who cannot follow. */
final class DashboardFeedIT {
    private final OpenDashboard open = new OpenDashboard(true);

    @AfterEach
    void stop() {
        open.close();
    }

    @Test
    void stream_bringsEventsAndGoesOnWhereItWas() throws Exception {
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        String id;
        try (Stream<String> lines = browser.stream("/api/feed").body()) {
            Iterator<String> stream = lines.iterator();
            open.happen(Watched.event("acme"));
            id = Replies.next(stream, "id:").substring(4);
            assertThat(Replies.data(stream).at("/items/0/event/tenantId").asText())
                    .isEqualTo("acme");
        }
        open.happen(Watched.event("globex"));
        open.happen(Watched.event("acme"));

        for (String[] resumed : new String[][] {{"/api/feed", id}, {"/api/feed?after=" + id, ""}}) {
            String[] header = resumed[1].isEmpty() ? new String[0] : new String[] {"Last-Event-ID", resumed[1]};
            try (Stream<String> lines = browser.stream(resumed[0], header).body()) {
                Iterator<String> stream = lines.iterator();
                assertThat(Replies.data(stream).path("resumed").asBoolean()).isTrue();
                JsonNode batch = Replies.data(stream);
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
            assertThat(Replies.data(stream).path("resumed").asBoolean()).isFalse();
            open.happen(Watched.event("acme"));
            long seen = Replies.data(stream).path("items").size();
            IntStream.range(0, 5_000).forEach(i -> open.happen(Watched.event("acme")));
            long counted = seen;
            while (counted < 5_001) {
                JsonNode batch = Replies.data(stream);
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
    void eventThatIsTooLargeToShow_comesWithoutItsMetadata() throws Exception {
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        try (Stream<String> lines = browser.stream("/api/feed").body()) {
            open.happen(Watched.event("acme", event -> event.metadata(Map.of("x", "y".repeat(100_000)))));
            JsonNode batch = Replies.batch(lines.iterator());
            assertThat(batch.at("/items/0/shortened").asBoolean()).isTrue();
            assertThat(batch.at("/items/0/event").has("metadata")).isFalse();
        }
    }

    @Test
    void viewerThatDoesNotRead_isDroppedAndOthersGoOn() throws Exception {
        String cookie = Replies.header(new Browser(open.address()).signIn(Doors.WATCH), "set-cookie")
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
            assertThat(Replies.data(lines.iterator()).has("resumed")).isTrue();
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
            assertThat(Replies.header(refused, "retry-after")).isEqualTo("10");
        } finally {
            streams.forEach(Stream::close);
        }
    }

    @Test
    void server_thatStopsLetsItsViewersGo() throws Exception {
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        try (Stream<String> lines = browser.stream("/api/feed").body()) {
            Iterator<String> stream = lines.iterator();
            assertThat(Replies.next(stream, "event:")).isEqualTo("event: hello");
            long begin = System.nanoTime();
            open.close();
            stream.forEachRemaining(line -> {});
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }
}
