package dev.taly.activity.app.http.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.ingest.Doors;
import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.watch.feed.Watched;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; skipped where there is none. */
final class DashboardBrowserIT {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    private final OpenDashboard open = new OpenDashboard(true);
    private Chromium browser;

    @BeforeEach
    void start() throws IOException {
        Optional<Path> binary = Chromium.find();
        assumeTrue(binary.isPresent(), "no Chromium here: install it, or say where it is with CHROME_BIN");
        browser = Chromium.start(binary.get(), profile);
        browser.look(1440, 900, false);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        open.close();
    }

    @Test
    void watcher_signsInSeesWhatHappensAndLooksCloser() {
        open.queues.set(
                Optional.of(new QueueFigures(Instant.now(), 10, 2, Instant.now().minusSeconds(4), 2)));
        open.alerts.set(List.of(new AlertNotice(
                "a1", Instant.now(), Level.CRITICAL, "mallory failed to log in 40 times", "in 5 minutes", "acme")));
        open.store("acme", event("acme", builder -> builder.actorId("archived")));
        browser.open(open.address());
        browser.until("!document.getElementById('sign-in').hidden");
        browser.eval("document.getElementById('token').value = 'wrong';"
                + "document.querySelector('#sign-in form').requestSubmit()");
        browser.until("document.getElementById('sign-in-said').textContent.includes('unknown')");
        assertThat(browser.eval("location.search").asText()).isEmpty();
        signIn(Doors.WATCH);
        assertThat(browser.eval("document.getElementById('nothing').checkVisibility()")
                        .asBoolean())
                .isTrue();

        open.happen(event("acme", builder -> builder.actorId("alice")));
        open.happen(event("globex", builder -> builder.actorId("bob").level(Level.CRITICAL)));
        browser.until("document.querySelectorAll('#events tbody tr').length === 2");
        assertThat(browser.eval("document.querySelector('#events tbody tr td.actor').textContent")
                        .asText())
                .isEqualTo("bob");
        browser.until("document.getElementById('dead').textContent === '2'");
        browser.until("document.getElementById('alert-title').textContent.startsWith('mallory')");
        browser.until("document.querySelector('#chart canvas') !== null");
        browser.until("document.querySelector('#actors b')?.textContent === 'alice'");

        browser.press("j");
        browser.press("j");
        browser.press("Enter");
        browser.until("document.getElementById('detail').open");
        assertThat(browser.eval("document.getElementById('detail-json').textContent")
                        .asText())
                .contains("\"actorId\": \"alice\"");
        browser.eval("document.getElementById('detail').close()");

        browser.press("p");
        open.happen(event("acme", builder -> builder.actorId("carol")));
        browser.until("document.getElementById('state').textContent.includes('1 wait')");
        assertThat(rows()).isEqualTo(2);
        browser.press("p");
        browser.until("document.querySelectorAll('#events tbody tr').length === 3");

        browser.press("/");
        browser.until("document.getElementById('search').open");
        browser.eval("document.getElementById('search-form').elements.text.value = 'archived';"
                + "document.getElementById('search-form').requestSubmit()");
        browser.until("document.querySelector('#hits td.actor')?.textContent === 'archived'");

        assertThat(browser.requests())
                .allMatch(url -> url.startsWith(open.address() + "/") || url.equals("about:blank"));
        assertThat(complaintsButForRefusals()).isEmpty();
    }

    @Test
    void hostileText_isTextAndNothingElse() {
        String hostile = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>\u202egnp.exe\u0007";
        open.alerts.set(List.of(new AlertNotice("a", Instant.now(), Level.WARN, hostile, hostile, null)));
        signIn(Doors.WATCH);
        open.happen(event(
                "acme",
                builder -> builder.actorId(hostile)
                        .resourceId(hostile)
                        .userAgent("<b>" + "x".repeat(1_000))
                        .traceId(hostile)
                        .metadata(Map.of(hostile, hostile))));
        browser.until("document.querySelectorAll('#events tbody tr').length === 1");
        browser.until("document.querySelector('#actors b')?.textContent.includes('<img')");
        browser.until("!document.getElementById('alerts').hidden");
        browser.press("j");
        browser.press("Enter");
        browser.until("document.getElementById('detail').open");

        assertThat(browser.eval("window.harmed === undefined").asBoolean()).isTrue();
        assertThat(browser.eval("document.querySelectorAll('td *, dd *, pre *, li b *, strong *').length")
                        .asInt())
                .isZero();
        assertThat(browser.eval("document.body.textContent.includes('\\u202e')").asBoolean())
                .as("nothing turns the reading direction")
                .isFalse();
        assertThat(browser.eval("document.querySelector('#events td.actor').textContent")
                        .asText())
                .contains("\\u202egnp.exe");
        assertThat(browser.eval("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .as("long texts don't widen the page")
                .isTrue();
    }

    @Test
    void link_signsInOnThisMachineAndLeavesNoTokenBehind() {
        browser.open(URI.create(open.address() + "/#token=" + Doors.WATCH_ACME));
        browser.until("!document.getElementById('app').hidden");

        assertThat(browser.eval("location.href").asText()).isEqualTo(open.address() + "/");
        assertThat(browser.eval("document.getElementById('scope').textContent").asText())
                .isEqualTo("acme");
        assertThat(browser.eval("document.getElementById('tenant').checkVisibility()")
                        .asBoolean())
                .isFalse();
        assertThat(browser.eval("document.cookie").asText()).isEmpty();
    }

    @Test
    void page_saysThatTheConnectionIsLostAndThatItsTokenIsGone() {
        signIn(Doors.WATCH);
        browser.until("document.getElementById('state').textContent === 'Live'");
        open.changeTokens(TokenSet.parse("x.json", "{\"tokens\":[]}"));
        browser.until("!document.getElementById('sign-in').hidden");
        open.changeTokens(Doors.tokens());
        signIn(Doors.WATCH);
        browser.until("document.getElementById('state').textContent === 'Live'");

        open.close();

        browser.until("document.getElementById('state').textContent === 'Connection lost'");
        assertThat(browser.eval("document.getElementById('offline').checkVisibility()")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void table_holdsNoMoreRowsThanOneCanLookAt() {
        signIn(Doors.WATCH);
        browser.until("document.getElementById('state').textContent === 'Live'");
        boolean sampled = false;
        // It is said while so much comes, so it has to come until it is said.
        for (int burst = 0; burst < 2_000 && !sampled; burst++) {
            IntStream.range(0, 1_000).forEach(i -> open.happen(event("acme", builder -> {})));
            sampled = browser.eval("document.getElementById('sampled').textContent.includes('a sample')")
                    .asBoolean();
        }
        assertThat(sampled).isTrue();
        browser.eval("document.querySelector('input[value=info]').click()");
        browser.until("document.querySelectorAll('#events tbody tr').length === 0");
        open.happen(event("acme", builder -> {}));
        open.happen(event("acme", builder -> builder.level(Level.WARN)));
        browser.until("document.querySelectorAll('#events tbody tr').length === 1");

        assertThat(browser.eval("document.querySelector('#events td.level').textContent")
                        .asText())
                .isEqualTo("warn");
    }

    @Test
    void search_showsAllThatItSaysItFound() {
        open.store(
                "acme",
                IntStream.range(0, 600)
                        .mapToObj(i -> event("acme", builder -> builder.actorId("actor-" + i)))
                        .toArray(StoredEvent[]::new));
        signIn(Doors.WATCH);
        browser.eval("document.getElementById('open-search').click();"
                + "document.getElementById('search-form').elements.limit.value = '500';"
                + "document.getElementById('search-form').requestSubmit()");
        browser.until("document.getElementById('search-said').textContent.startsWith('500 events')");
        browser.until("document.querySelectorAll('#hits tbody tr').length === 500");
    }

    @Test
    void whatIsNoTenant_isSaidAndChangesNothing() {
        signIn(Doors.WATCH);
        browser.until("document.getElementById('state').textContent === 'Live'");
        browser.eval("const box = document.getElementById('tenant'); box.value = 'Acme Corp';"
                + "box.dispatchEvent(new Event('change', { bubbles: true }))");
        assertThat(browser.eval("document.getElementById('tenant').validity.patternMismatch")
                        .asBoolean())
                .isTrue();
        open.happen(event("globex", builder -> {}));
        browser.until("document.querySelectorAll('#events tbody tr').length === 1");
        assertThat(browser.eval("document.getElementById('state').textContent").asText())
                .isEqualTo("Live");
        assertThat(complaintsButForRefusals()).isEmpty();
    }

    @Test
    void longPause_saysHowManyEventsWentBy() {
        signIn(Doors.WATCH);
        browser.until("document.getElementById('state').textContent === 'Live'");
        browser.press("p");
        int most = 200;
        for (int i = 0; i < most + 50; i++) {
            open.happen(event("acme", builder -> builder.level(Level.CRITICAL)));
            int held = i + 1;
            browser.until("document.getElementById('state').textContent.includes('" + held + " wait')");
        }
        browser.press("p");
        browser.until("document.querySelectorAll('#events tbody tr').length === " + most);
        assertThat(browser.eval("document.querySelector('#events tbody tr.gap').textContent")
                        .asText())
                .isEqualTo("51 events went by unseen");
    }

    private int rows() {
        return browser.eval("document.querySelectorAll('#events tbody tr').length")
                .asInt();
    }

    private void signIn(String token) {
        browser.open(open.address());
        browser.until("!document.getElementById('sign-in').hidden");
        browser.eval("document.getElementById('token').value = '" + token
                + "'; document.querySelector('#sign-in form').requestSubmit()");
        browser.until("!document.getElementById('app').hidden");
    }

    /** A browser logs each answer of 401 as an error. */
    private List<String> complaintsButForRefusals() {
        return browser.complaints().stream()
                .filter(complaint -> !complaint.contains("401 (Unauthorized)"))
                .toList();
    }

    private static StoredEvent event(String tenant, Consumer<ActivityEvent.Builder> change) {
        return Watched.event(
                tenant,
                builder -> change.accept(builder.timestamp(Instant.now()).outcome(Outcome.SUCCESS)));
    }
}
