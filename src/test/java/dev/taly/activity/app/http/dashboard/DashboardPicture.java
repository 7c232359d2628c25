package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.SnsTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes the pictures of the dashboard: {@code DashboardPicture DATA DIRECTORY MINUTES}, with {@code activity local} up on {@code
 * DATA}. It publishes what a platform with some tenants does, then lets somebody guess a password; all else, alerts and places
 * included, is what the local stack makes of it. Not a test.
 */
final class DashboardPicture {
    private static final int DESKTOP = 1440;
    private static final int PHONE = 400;
    private static final int PER_SECOND = 12;
    private static final int GUESSES = 40;
    private static final List<String> TENANTS = List.of("acme-dental", "blue-salon", "north-physio", "pixel-yoga");
    private static final List<String> STAFF =
            List.of("anna", "bjorn", "chloe", "dev", "elif", "farid", "grace", "hiro");
    private static final List<String> ADDRESSES =
            List.of("192.0.2.14", "192.0.2.77", "198.51.100.4", "203.0.113.9", "2001:db8::17");
    private static final List<Scene> SCENES = List.of(
            new Scene(
                    "appointment_created", "appointment", Level.INFO, Map.of("channel", "web", "durationMinutes", 30)),
            new Scene("appointment_created", "appointment", Level.INFO, Map.of("channel", "phone")),
            new Scene("appointment_cancelled", "appointment", Level.INFO, Map.of("reason", "Client no-show")),
            new Scene("user_login", "session", Level.INFO, Map.of("method", "passkey")),
            new Scene("payment_processed", "payment", Level.INFO, Map.of("amount", "49.90", "currency", "EUR")),
            new Scene("profile_updated", "user", Level.INFO, Map.of("fields", List.of("name"))),
            new Scene("subscription_upgraded", "subscription", Level.WARN, Map.of("from", "team", "to", "business")));

    private final SplittableRandom random = new SplittableRandom(7);
    private final ActivityPublisher publisher;

    private DashboardPicture(ActivityPublisher publisher) {
        this.publisher = publisher;
    }

    private record Scene(String action, String resource, Level level, Map<String, ?> metadata) {}

    public static void main(String[] args) throws Exception {
        LocalEndpoints at = LocalEndpoints.find(Path.of(args[0])).orElseThrow();
        Path directory = Files.createDirectories(Path.of(args[1]));
        URI page = URI.create(at.httpEndpoint().orElseThrow() + "/#token=activity-local-watch");
        AwsClients clients = AwsClients.ofEmulator(at.snsEndpoint(), SnsTransport.regionOf(at.topicArn()));
        try (Chromium browser =
                        Chromium.start(Chromium.find().orElseThrow(), Files.createTempDirectory("dashboard-profile"));
                ActivityPublisher publisher = ActivityPublisher.to(new SnsTransport(clients.sns(), at.topicArn()))
                        .build()) {
            browser.look(DESKTOP, 900, false);
            browser.open(page);
            browser.until("document.getElementById('state').textContent === 'Live'");
            shoot(browser, directory, "empty");
            DashboardPicture picture = new DashboardPicture(publisher);
            picture.workday(Duration.ofMinutes(Integer.parseInt(args[2])));
            shoot(browser, directory, "busy");
            picture.guessPassword();
            picture.workday(Duration.ofSeconds(20));
            shoot(browser, directory, "alerting");
            browser.complaints().forEach(System.out::println);
        }
    }

    private static void shoot(Chromium browser, Path directory, String name) throws IOException {
        browser.look(DESKTOP, 900, false);
        settle(browser);
        browser.shoot(directory.resolve(name + ".png"), false);
        browser.look(DESKTOP, 900, true);
        settle(browser);
        browser.shoot(directory.resolve(name + "-dark.png"), false);
        browser.look(PHONE, 860, false);
        settle(browser);
        browser.shoot(directory.resolve(name + "-phone.png"), true);
        browser.look(DESKTOP, 900, false);
    }

    /** Waits for two frames: what was drawn for the old size is gone then. */
    private static void settle(Chromium browser) {
        var unused = browser.eval("new Promise(done => setTimeout(() => requestAnimationFrame(() =>"
                + " requestAnimationFrame(() => done(true))), 400))");
    }

    private void workday(Duration time) {
        long begin = System.nanoTime();
        long count = time.toSeconds() * PER_SECOND;
        for (int i = 0; i < count; i++) {
            // More at some times than at others.
            double late = i + PER_SECOND * 3 * Math.sin(i / (PER_SECOND * 9.0));
            await(begin + (long) (Math.max(0, late) * 1e9 / PER_SECOND));
            Scene scene = SCENES.get(random.nextInt(SCENES.size()));
            int who = random.nextInt(STAFF.size()) * random.nextInt(STAFF.size()) / STAFF.size();
            boolean mistyped = scene.action().equals("user_login") && random.nextInt(9) == 0;
            publish(
                    TENANTS.get(random.nextInt(TENANTS.size())),
                    STAFF.get(who),
                    scene,
                    mistyped,
                    ADDRESSES.get(who % ADDRESSES.size()));
            if (i % 700 == 650) {
                publish(
                        TENANTS.get(0),
                        STAFF.get(0),
                        new Scene("role_changed", "user", Level.CRITICAL, Map.of("to", "OWNER")),
                        false,
                        ADDRESSES.get(0));
            }
        }
    }

    private void guessPassword() {
        Scene login = new Scene("user_login", "session", Level.WARN, Map.of("method", "password"));
        long begin = System.nanoTime();
        for (int i = 0; i < GUESSES; i++) {
            await(begin + i * 200_000_000L);
            publish("blue-salon", List.of("owner", "admin", "grace").get(i % 3), login, true, "198.51.100.66");
        }
    }

    private static void await(long due) {
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void publish(String tenant, String actor, Scene scene, boolean fails, String address) {
        publisher.publish(ActivityEvent.builder()
                .tenantId(tenant)
                .actorId(actor)
                .action(scene.action())
                .resource(scene.resource())
                .resourceId(scene.resource().substring(0, 3) + "-" + (1000 + random.nextInt(9000)))
                .level(fails ? Level.WARN : scene.level())
                .outcome(fails ? Outcome.FAILURE : Outcome.SUCCESS)
                .timestamp(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .ipAddress(address)
                .metadata(scene.metadata()));
    }
}
