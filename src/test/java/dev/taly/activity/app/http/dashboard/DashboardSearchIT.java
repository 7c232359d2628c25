package dev.taly.activity.app.http.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.ingest.Doors;
import dev.taly.activity.publish.Transport.Delivery;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches in the archive, and queries that are none. */
final class DashboardSearchIT {
    private final OpenDashboard open = new OpenDashboard(true);

    @AfterEach
    void stop() {
        open.close();
    }

    @Test
    void search_isOnRecordOrNotDone() throws Exception {
        open.store("acme", OpenDashboard.now("acme"));
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
}
