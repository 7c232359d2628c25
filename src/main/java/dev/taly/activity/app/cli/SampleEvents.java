package dev.taly.activity.app.cli;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes up the activity of a platform with some tenants over the last days. The same seed gives the same events. */
public final class SampleEvents {
    private static final int DAYS = 3;
    private static final List<String> BROWSERS = List.of(
            "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
            "TalyMobile/7.3 (iPhone; iOS 18.6)");
    private static final List<Scene> SCENES = List.of(
            new Scene("user_login", "session", Map.of("method", "password")),
            new Scene("user_login", "session", Map.of("method", "passkey")),
            new Scene("appointment_created", "appointment", Map.of("channel", "web", "durationMinutes", 30)),
            new Scene("appointment_cancelled", "appointment", Map.of("reason", "Client no-show", "role", "STAFF")),
            new Scene(
                    "payment_processed", "payment", Map.of("amount", "49.90", "currency", "EUR", "provider", "stripe")),
            new Scene("subscription_upgraded", "subscription", Map.of("from", "team", "to", "business", "seats", 25)),
            new Scene("profile_updated", "user", Map.of("fields", List.of("email", "name"))),
            new Scene("domain_configured", "domain", Map.of("host", "booking.example.com", "tls", true)));

    private final SplittableRandom random;
    private final Instant until;
    private final int tenants;

    /** Events of that many tenants; the last of them could happen just before {@code until}. */
    public SampleEvents(long seed, Instant until, int tenants) {
        this.random = new SplittableRandom(seed);
        this.until = until;
        this.tenants = tenants;
    }

    private record Scene(String action, String resource, Map<String, ?> metadata) {}

    /** The next event, without an id. */
    public ActivityEvent.Builder next() {
        Scene scene = SCENES.get(random.nextInt(SCENES.size()));
        boolean failedLogin = scene.action().equals("user_login") && random.nextInt(8) == 0;
        return ActivityEvent.builder()
                .tenantId(String.format(Locale.ROOT, "tenant-%04d", random.nextInt(tenants) + 1))
                .actorId("user-" + random.nextInt(500))
                .action(scene.action())
                .resource(scene.resource())
                .resourceId(new UUID(random.nextLong(), random.nextLong()).toString())
                .timestamp(
                        until.minusMillis(random.nextLong(DAYS * 86_400_000L)).truncatedTo(ChronoUnit.MILLIS))
                .outcome(failedLogin ? Outcome.FAILURE : Outcome.SUCCESS)
                .metadata(scene.metadata())
                .userAgent(BROWSERS.get(random.nextInt(BROWSERS.size())))
                .ipAddress("192.0.2." + random.nextInt(256));
    }
}
