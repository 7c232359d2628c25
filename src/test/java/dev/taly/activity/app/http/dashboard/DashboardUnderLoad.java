package dev.taly.activity.app.http.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.event.StoredEvent;
import dev.taly.activity.ingest.Doors;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.SnsTransport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Measures a page in a browser while a local stack is busy: how long after an event's time its row is there, and how long frames
 * take. Not a test: {@code DashboardUnderLoad DATA EVENTS_PER_SECOND SECONDS}, with {@code activity local} up on {@code DATA}. With
 * {@code feed} in place of {@code DATA} events go straight to the feed: what is left is the dashboard's own.
 */
final class DashboardUnderLoad {
    private static final String WATCH = """
            window.delays = []; window.frames = [];
            new MutationObserver(changes => { const now = Date.now(); for (const change of changes) for (const row of change.addedNodes) {
              const time = row.querySelector?.('td.time'); if (time) window.delays.push(now - Date.parse(time.title.replace(' ', 'T'))); } })
              .observe(document.querySelector('#events tbody'), { childList: true });
            let last = performance.now(); const frame = at => { window.frames.push(at - last); last = at; requestAnimationFrame(frame); };
            requestAnimationFrame(at => { last = at; requestAnimationFrame(frame); });
            """;
    private static final String REPORT = """
            (() => { const of = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
              const both = list => ({ count: list.length, p50: of(list, .5), p99: of(list, .99), max: of(list, 1) });
              return { delays: both(window.delays), frames: both(window.frames), slow: window.frames.filter(frame => frame > 50).length,
                rate: document.getElementById('rate').textContent, sampled: document.getElementById('sampled').textContent }; })()
            """;

    private DashboardUnderLoad() {}

    public static void main(String[] args) throws Exception {
        int perSecond = Integer.parseInt(args[1]);
        int seconds = Integer.parseInt(args[2]);
        try (Chromium browser =
                Chromium.start(Chromium.find().orElseThrow(), Files.createTempDirectory("dashboard-profile"))) {
            if (args[0].equals("feed")) {
                try (OpenDashboard open = new OpenDashboard(true)) {
                    measure(
                            browser,
                            URI.create(open.address() + "/#token=" + Doors.WATCH),
                            event -> open.happen(new StoredEvent(
                                    event.id("e-" + System.nanoTime())
                                            .level(Level.INFO)
                                            .build(),
                                    Instant.now(),
                                    null)),
                            perSecond,
                            seconds);
                }
                return;
            }
            LocalEndpoints at = LocalEndpoints.find(Path.of(args[0])).orElseThrow();
            try (ActivityPublisher publisher = ActivityPublisher.to(new SnsTransport(
                            AwsClients.ofEmulator(at.snsEndpoint(), SnsTransport.regionOf(at.topicArn()))
                                    .sns(),
                            at.topicArn()))
                    .build()) {
                measure(
                        browser,
                        URI.create(at.httpEndpoint().orElseThrow() + "/#token=activity-local-watch"),
                        publisher::publish,
                        perSecond,
                        seconds);
                System.out.println(publisher.stats());
            }
        }
    }

    private static void measure(
            Chromium browser, URI page, Consumer<ActivityEvent.Builder> sink, int perSecond, int seconds) {
        browser.look(1440, 900, false);
        browser.open(page);
        browser.until("document.getElementById('state').textContent === 'Live'");
        publish(sink, perSecond, 3);
        var unused = browser.eval(WATCH);
        unused = browser.call("Performance.enable", Map.of());
        Map<String, Double> before = spent(browser);
        publish(sink, perSecond, seconds);
        System.out.println(browser.eval(REPORT).toPrettyString());
        spent(browser)
                .forEach((what, time) -> System.out.printf(
                        Locale.ROOT,
                        "%s %.1f %% of the time%n",
                        what,
                        (time - before.getOrDefault(what, 0.0)) / seconds * 100));
    }

    /** On what the page's thread has spent how many seconds. */
    private static Map<String, Double> spent(Chromium browser) {
        Map<String, Double> spent = new TreeMap<>();
        for (JsonNode metric : browser.call("Performance.getMetrics", Map.of()).path("metrics")) {
            if (metric.path("name").asText().endsWith("Duration")) {
                spent.put(metric.path("name").asText(), metric.path("value").asDouble());
            }
        }
        return spent;
    }

    private static void publish(Consumer<ActivityEvent.Builder> sink, int perSecond, int seconds) {
        long begin = System.nanoTime();
        for (int i = 0; i < perSecond * seconds; i++) {
            long due = begin + i * Duration.ofSeconds(1).toNanos() / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sink.accept(ActivityEvent.builder()
                    .tenantId("salon-" + i % 4)
                    .actorId(String.format(Locale.ROOT, "user-%04d", i % 700))
                    .action(i % 9 == 0 ? "user_login" : "appointment_cancelled")
                    .resource("appointment")
                    .outcome(i % 90 == 0 ? Outcome.FAILURE : Outcome.SUCCESS)
                    .timestamp(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .metadata(Map.of("reason", "Client no-show", "fee", i % 100)));
        }
    }
}
