package dev.taly.activity.app.http.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Outcome;
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
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a page in a browser while a local stack is busy: how long after an event's time its row is there, and how long frames
 * take. Not a test: {@code DashboardUnderLoad DATA EVENTS_PER_SECOND SECONDS}, with {@code activity local} up on {@code DATA}.
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
        LocalEndpoints at = LocalEndpoints.find(Path.of(args[0])).orElseThrow();
        int perSecond = Integer.parseInt(args[1]);
        int seconds = Integer.parseInt(args[2]);
        URI page = URI.create(at.httpEndpoint().orElseThrow() + "/#token=activity-local-watch");
        try (Chromium browser =
                        Chromium.start(Chromium.find().orElseThrow(), Files.createTempDirectory("dashboard-profile"));
                ActivityPublisher publisher = ActivityPublisher.to(new SnsTransport(
                                AwsClients.ofEmulator(at.snsEndpoint(), SnsTransport.regionOf(at.topicArn()))
                                        .sns(),
                                at.topicArn()))
                        .build()) {
            browser.look(1440, 900, false);
            browser.open(page);
            browser.until("document.getElementById('state').textContent === 'Live'");
            publish(publisher, perSecond, 2);
            JsonNode unused = browser.eval(WATCH);
            publish(publisher, perSecond, seconds);
            System.out.println(browser.eval(REPORT).toPrettyString());
            System.out.println(publisher.stats() + " " + unused);
        }
    }

    private static void publish(ActivityPublisher publisher, int perSecond, int seconds) {
        long begin = System.nanoTime();
        for (int i = 0; i < perSecond * seconds; i++) {
            long due = begin + i * Duration.ofSeconds(1).toNanos() / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            var unused = publisher.publish(ActivityEvent.builder()
                    .tenantId("salon-" + i % 40)
                    .actorId(String.format(Locale.ROOT, "user-%04d", i % 700))
                    .action(i % 9 == 0 ? "user_login" : "appointment_cancelled")
                    .resource("appointment")
                    .outcome(i % 90 == 0 ? Outcome.FAILURE : Outcome.SUCCESS)
                    .timestamp(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .metadata(Map.of("reason", "Client no-show", "fee", i % 100)));
        }
    }
}
