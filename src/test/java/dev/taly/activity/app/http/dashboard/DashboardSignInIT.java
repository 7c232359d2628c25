package dev.taly.activity.app.http.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.event.Level;
import dev.taly.activity.ingest.Doors;
import dev.taly.activity.ingest.TokenSet;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in with which token, and that they see what is theirs. */
final class DashboardSignInIT {
    private final OpenDashboard open = new OpenDashboard(true);

    @AfterEach
    void stop() {
        open.close();
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
        assertThat(Replies.header(reply, "location")).isEqualTo("/");
        assertThat(Replies.header(reply, "set-cookie"))
                .matches("activity-session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
        try (OpenDashboard public_ = new OpenDashboard(false)) {
            assertThat(Replies.header(new Browser(public_.address()).signIn(Doors.WATCH), "set-cookie"))
                    .startsWith("__Host-activity-session=")
                    .contains("; Secure");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Doors.ANY, Doors.ACME, Doors.EXPIRED, "nobody", ""})
    void token_thatMayNotWatchOpensNothing(String token) throws Exception {
        Browser browser = new Browser(open.address());

        HttpResponse<String> reply = browser.signIn(token);

        assertThat(Replies.header(reply, "location")).isEqualTo("/?sign-in=refused");
        assertThat(reply.headers().firstValue("set-cookie")).isEmpty();
        assertThat(browser.get("/api/now").statusCode()).isEqualTo(401);
    }

    @Test
    void wrongTokens_areNotTriedForEver() throws Exception {
        Browser browser = new Browser(open.address());
        for (int i = 0; i < WrongTokens.MOST; i++) {
            assertThat(Replies.header(browser.signIn("guess-" + i), "location")).isEqualTo("/?sign-in=refused");
        }

        assertThat(Replies.header(browser.signIn("guess"), "location")).isEqualTo("/?sign-in=later");
        assertThat(Replies.header(browser.signIn(Doors.WATCH), "location"))
                .as("a good one opens all the same: others may come from that address, too")
                .isEqualTo("/");
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
            assertThat(Replies.next(stream, "event:")).isEqualTo("event: hello");
            open.changeTokens(TokenSet.parse("x.json", "{\"tokens\":[]}"));
            assertThat(Replies.next(stream, "event:")).isEqualTo("event: goodbye");
        }
        assertThat(second.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void watcherOfATenant_seesItsOwnInEverything() throws Exception {
        open.queues.set(Optional.of(new QueueFigures(Instant.now(), 7, 0, Instant.now(), 3)));
        open.alerts.set(List.of(alert("acme"), alert("globex"), alert(null)));
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH_ACME);
        for (int i = 0; i < 20; i++) {
            open.happen(OpenDashboard.now("globex"));
        }
        open.happen(OpenDashboard.now("acme"));
        open.store("globex", OpenDashboard.now("globex"));
        open.store("acme", OpenDashboard.now("acme"));

        for (String query : List.of("", "?tenant=", "?tenant=acme", "?tenant=&tenant=globex", "?Tenant=globex")) {
            JsonNode now = Replies.json(browser.get("/api/now" + query));
            assertThat(now.path("total").asInt()).as(query).isEqualTo(1);
            assertThat(now.has("queues")).isFalse();
            assertThat(now.path("alerts")).hasSize(1);
            assertThat(Replies.json(browser.get("/api/search" + query)).path("events"))
                    .as(query)
                    .extracting(event -> event.path("tenantId").asText())
                    .containsExactly("acme");
            try (Stream<String> lines = browser.stream("/api/feed" + query).body()) {
                String batch = Replies.next(lines.iterator(), "data: {\"leftOut\"");
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
            open.happen(OpenDashboard.now("globex"));
            assertThat(Replies.next(stream, ":"))
                    .as("a heartbeat is the first to come")
                    .isEqualTo(":");
        }
    }

    @Test
    void watcherOfAll_seesAllOrTheTenantThatItAsksFor() throws Exception {
        open.queues.set(Optional.of(new QueueFigures(Instant.now(), 7, 7, null, 3)));
        open.alerts.set(List.of(alert("acme"), alert("globex"), alert(null)));
        Browser browser = Browser.signedIn(open.address(), Doors.WATCH);
        open.happen(OpenDashboard.now("acme"));
        open.happen(OpenDashboard.now("globex"));
        open.store("globex", OpenDashboard.now("globex"));
        open.store("acme", OpenDashboard.now("acme"));

        JsonNode all = Replies.json(browser.get("/api/now"));
        assertThat(all.path("total").asInt()).isEqualTo(2);
        assertThat(all.at("/queues/deadLetters").asInt()).isEqualTo(3);
        assertThat(all.path("alerts")).hasSize(3);
        assertThat(Replies.json(browser.get("/api/now?tenant=acme"))
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(Replies.json(browser.get("/api/search")).path("events")).hasSize(2);
        assertThat(Replies.json(browser.get("/api/search?tenant=globex")).path("events"))
                .hasSize(1);
    }

    private static AlertNotice alert(@Nullable String tenant) {
        return new AlertNotice("a-" + tenant, Instant.now(), Level.CRITICAL, "Something is wrong", "", tenant);
    }
}
