package dev.taly.activity.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.Sha256;
import dev.taly.activity.watch.alert.Alert;
import dev.taly.activity.watch.alert.AlertRules;
import dev.taly.activity.watch.alert.InMemoryAlertStates;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The alerts of one process, from the archive to who is told. */
final class LiveAlertsTest {
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final InMemoryAlertStates states = new InMemoryAlertStates();
    private final BlockingQueue<Alert> told = new LinkedBlockingQueue<>();
    private final Clock clock = Clock.systemUTC();

    @Test
    void whatIsFoundWhileItEnds_isCountedAndLeftToTheNextOne() {
        LiveAlerts alerts = start();
        alerts.hold();
        storeFiveFailedLogins();

        assertThat(alerts.end()).isEqualTo(1);
        assertThat(told).isEmpty();
        assertThat(alerts.recent()).isEmpty();
        assertThat(states.tenants()).as("what the next one finds").containsExactly("acme");
    }

    @Test
    void whatIsFoundBefore_isToldOnThePageAndByTheChannel() throws InterruptedException {
        storeFiveFailedLogins();
        try (LiveAlerts alerts = start()) {
            assertThat(told.take().rule()).isEqualTo("failed-logins-of-actor");
            assertThat(alerts.recent()).extracting(Alert::rule).containsExactly("failed-logins-of-actor");
            assertThat(alerts.end()).as("none is left").isZero();
        }
    }

    private LiveAlerts start() {
        return LiveAlerts.start(
                new LiveAlerts.Parts(
                        store,
                        new DeadLetterCounts(List.of(), url -> 0),
                        states,
                        Map.of("people", told::add),
                        MetricSink.none()),
                AlertRules.shipped(),
                clock);
    }

    private void storeFiveFailedLogins() {
        Instant now = clock.instant();
        byte[] body = JsonLines.gzip(IntStream.range(0, 5)
                .mapToObj(i ->
                        "{\"id\":\"" + i + "\",\"tenantId\":\"acme\",\"actorId\":\"jane\",\"action\":\"login_failed\","
                                + "\"resource\":\"session\",\"timestamp\":\"" + now.plusSeconds(i) + "\"}"));
        store.create(NewObject.of(
                "events/tenant=acme/date=" + now.toString().substring(0, 10) + "/"
                        + JsonLines.name(now, Sha256.of(body)),
                body,
                JsonLines.MEDIA_TYPE,
                Map.of()));
    }
}
