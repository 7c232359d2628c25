package dev.taly.activity.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.Sha256;
import dev.taly.activity.watch.alert.Alert;
import dev.taly.activity.watch.alert.AlertChannels;
import dev.taly.activity.watch.alert.AlertDesk;
import dev.taly.activity.watch.alert.AlertEngine;
import dev.taly.activity.watch.alert.AlertRules;
import dev.taly.activity.watch.alert.InMemoryAlertStates;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is stored while somebody watches raises its alerts. */
final class AlertWatchTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final BlockingQueue<Alert> alerts = new LinkedBlockingQueue<>();
    private final Clock clock = Clock.systemUTC();
    private final DeadLetterCounts letters = new DeadLetterCounts(List.of(), url -> 0);
    private final Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS);

    @Test
    void failedLoginsThatAreStored_areAnAlert() throws InterruptedException {
        AlertDesk desk = new AlertDesk(
                new AlertEngine(AlertRules.shipped()),
                new InMemoryAlertStates(),
                AlertChannels.of(alerts::add),
                MetricSink.none(),
                clock);
        AlertWatch watch = AlertWatch.start(store, desk, letters, clock, Duration.ofMillis(20));
        Alert alert = null;
        for (int second = 0; second < 500 && alert == null; second++) {
            put("acme", second);
            alert = alerts.poll(50, TimeUnit.MILLISECONDS);
        }
        watch.close();

        assertThat(alert)
                .isNotNull()
                .extracting(Alert::rule, Alert::tenantId, Alert::key, Alert::count)
                .containsExactly("failed-logins-of-actor", "acme", "jane", 5);
        assertThat(alerts).as("once, however many follow").isEmpty();
    }

    @Test
    void whatIsStoredShortlyBefore_countsToo_andWhatIsStoredBeforeTheEnd() throws InterruptedException {
        InMemoryAlertStates states = new InMemoryAlertStates();
        for (int second = 0; second < 3; second++) {
            put("acme", second);
        }
        AlertDesk desk = new AlertDesk(
                new AlertEngine(AlertRules.shipped()), states, AlertChannels.of(alerts::add), MetricSink.none(), clock);
        AlertWatch.start(store, desk, letters, clock, Duration.ofHours(1)).close();
        assertThat(alerts).isEmpty();

        AlertWatch watch = AlertWatch.start(store, desk, letters, clock, Duration.ofHours(1));
        put("acme", 3);
        put("acme", 4);
        watch.close();

        assertThat(alerts).extracting(Alert::rule).containsExactly("failed-logins-of-actor");
    }

    private void put(String tenant, int second) {
        byte[] body = JsonLines.gzip(Stream.of("{\"id\":\"" + second + "\",\"tenantId\":\"" + tenant
                + "\",\"actorId\":\"jane\",\"action\":\"login_failed\",\"resource\":\"session\",\"timestamp\":\""
                + midnight.plusSeconds(second) + "\"}"));
        store.create(NewObject.of(
                "events/tenant=" + tenant + "/date=" + midnight.toString().substring(0, 10) + "/"
                        + JsonLines.name(clock.instant(), Sha256.of(body)),
                body,
                JsonLines.MEDIA_TYPE,
                Map.of()));
    }
}
