package dev.taly.activity.watch.alert;

import static dev.taly.activity.watch.alert.Events.event;
import static dev.taly.activity.watch.alert.Events.failedLogin;
import static dev.taly.activity.watch.alert.Events.login;
import static dev.taly.activity.watch.alert.Events.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly the alerts that the rules say, whenever, in which order and how often events come. */
final class AlertEngineTest {
    private static final Instant NOON = Instant.parse("2024-03-28T12:00:00Z");
    private static final Instant NOW = NOON.plusSeconds(3_600);

    private final TenantState state = new TenantState();

    @Test
    void bruteForce_isOneAlertForEachActorAndOneForTheAddress() {
        for (int seed = 0; seed < 300; seed++) {
            List<StoredLine> attack = bruteForce();
            attack.addAll(bruteForce());
            Random random = new Random(seed);
            Collections.shuffle(attack, random);

            List<Alert> alerts = inBatches(new AlertEngine(AlertRules.shipped()), attack, random);

            assertThat(alerts)
                    .as("seed %d", seed)
                    .extracting(alert -> alert.rule() + " " + alert.key())
                    .containsExactlyInAnyOrder(
                            "failed-logins-of-actor user-0",
                            "failed-logins-of-actor user-1",
                            "failed-logins-of-actor user-2",
                            "failed-logins-from-ip 203.0.113.7");
            assertThat(alerts).allMatch(alert -> alert.severity() == Level.WARN);
        }
    }

    @Test
    void window_isToTheSecond() {
        AlertEngine engine = new AlertEngine(
                rules("name: r\nwhen: {action: [user_login]}\nby: actor\ncount: 3\nwithin: 10m\ncooldown: 1h"));

        assertThat(logins(engine, "a", 0, 300, 601)).isEmpty();
        assertThat(logins(engine, "b", 0, 300, 600)).hasSize(1);
    }

    @Test
    void anotherAttack_isAnotherAlert_onlyAfterTheCooldown() {
        AlertEngine engine = new AlertEngine(
                rules("name: r\nwhen: {action: [user_login]}\nby: actor\ncount: 2\nwithin: 1m\ncooldown: 10m"));

        assertThat(logins(engine, "a", 0, 1)).hasSize(1);
        assertThat(logins(engine, "a", 300, 301, 600)).isEmpty();
        assertThat(logins(engine, "a", 601))
                .as("600 and 601, ten minutes after the first alert")
                .hasSize(1);
    }

    @Test
    void anAlert_saysWhatItIsMadeOf() {
        AlertEngine engine = new AlertEngine(
                rules(
                        "name: r\ntitle: Too many\nseverity: critical\nwhen: {action: [user_login]}\nby: actor\ncount: 2\nwithin: 1m"));

        Alert alert = logins(engine, "a", 0, 30).get(0);

        assertThat(alert.sentence())
                .isEqualTo(
                        "Too many: actor a, tenant acme, 2 events from 2024-03-28T12:00:00Z to 2024-03-28T12:00:30Z.");
        ActivityEvent event = alert.event().build();
        assertThat(event.action()).isEqualTo("alert_raised");
        assertThat(event.level()).isEqualTo(Level.CRITICAL);
        assertThat(String.valueOf(event.metadata())).contains("\"events\":[\"a-0\",\"a-30\"]", "\"count\":2");
    }

    @Test
    void criticalEvents_areEachAnAlert_butAlertsAreNone() {
        AlertEngine engine = new AlertEngine(AlertRules.shipped());

        List<Alert> alerts = engine.take(
                state,
                List.of(
                        event("1", "a", NOON, "account_deleted", ",\"level\":\"critical\""),
                        event("2", "a", NOON, "account_deleted", ",\"level\":\"critical\""),
                        event("1", "a", NOON, "account_deleted", ",\"level\":\"critical\""),
                        event("3", "a", NOON, "account_deleted", ",\"level\":\"info\""),
                        event("4", "a", NOON, "alert_raised", ",\"level\":\"critical\"")),
                NOW);

        assertThat(alerts).extracting(Alert::key).containsExactly("1", "2");
        assertThat(alerts).extracting(Alert::id).doesNotHaveDuplicates();
    }

    @Test
    void travelFasterThanAPlane_isAnAlert_inAnyOrder() {
        StoredLine berlin = login("1", "a", NOON, 53, 13, "Berlin");
        StoredLine tokyo = login("2", "a", NOON.plusSeconds(1_800), 36, 140, "Tokyo");
        for (List<StoredLine> order : List.of(List.of(berlin, tokyo), List.of(tokyo, berlin))) {
            List<Alert> alerts = new AlertEngine(AlertRules.shipped()).take(new TenantState(), order, NOW);

            assertThat(alerts).hasSize(1);
            assertThat(alerts.get(0).rule()).isEqualTo("impossible-travel");
            assertThat(alerts.get(0).sentence()).contains("Berlin, XX to Tokyo, XX, 8,", " km in 30 min");
        }
    }

    @Test
    void travelThatAPlaneCanDo_andNearPlaces_areNone() {
        AlertEngine engine = new AlertEngine(AlertRules.shipped());

        assertThat(engine.take(
                        state,
                        List.of(
                                login("1", "a", NOON.minusSeconds(36_000), 53, 13, "Berlin"),
                                login("2", "a", NOON, 36, 140, "Tokyo"),
                                login("3", "b", NOON, 53, 13, "Berlin"),
                                login("4", "b", NOON.plusSeconds(1), 51, 12, "Leipzig"),
                                login("5", "c", NOON, 53, 13, "Berlin"),
                                login("6", "d", NOON, 36, 140, "Tokyo")),
                        NOW))
                .isEmpty();
    }

    @Test
    void roleChecksThatFail_addUp() {
        AlertEngine engine = new AlertEngine(AlertRules.shipped());
        String refused = ",\"enrichment\":{\"role\":{\"provider\":\"policy\",\"roleVerified\":false}}";
        String allowed = ",\"enrichment\":{\"role\":{\"provider\":\"policy\",\"roleVerified\":true}}";

        assertThat(engine.take(
                        state,
                        List.of(
                                event("1", "a", NOON, "x", refused),
                                event("2", "a", NOON, "x", allowed),
                                event("3", "a", NOON, "x", refused)),
                        NOW))
                .isEmpty();
        assertThat(engine.take(state, List.of(event("4", "a", NOON, "x", refused)), NOW))
                .extracting(Alert::rule)
                .containsExactly("role-check-failed");
    }

    @Test
    void silence_isAnAlertOnce_andOnlyWhereThereWasSomething() {
        AlertEngine engine = new AlertEngine(rules(
                "name: r\ntest: silence\nwhen: {producer: [{exists: true}]}\nby: producer\nafter: 30m\nleast: 3"));
        take(engine, "busy", 0, 60, 120);
        take(engine, "rare", 0, 1_700, 3_600);
        take(engine, "few", 0, 60);

        assertThat(engine.tick(state, "acme", NOON.plusSeconds(120 + 1_800))).isEmpty();
        List<Alert> alerts = engine.tick(state, "acme", NOON.plusSeconds(120 + 1_801));
        assertThat(alerts).extracting(Alert::key).containsExactly("busy");
        assertThat(alerts.get(0).sentence()).contains("nothing since");
        assertThat(engine.tick(state, "acme", NOON.plusSeconds(9_000))).isEmpty();
    }

    /** With each deployment all instances fall silent, and a service does not. */
    @Test
    void silence_isOfAService_andNotOfItsInstances() {
        AlertEngine engine = new AlertEngine(AlertRules.shipped());
        List<StoredLine> lines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Instant time = NOON.plusSeconds(i);
            lines.add(event("b" + i, "a", time, "x", ",\"producer\":\"booking:" + i % 2 + "\",\"seq\":1"));
            lines.add(
                    event("n" + i, "a", time, "x", ",\"producer\":\"01a2199e-a4b5-7e33-9bf4-9ad972d6897d\",\"seq\":1"));
        }
        engine.take(state, lines, NOON.plusSeconds(200));
        Instant later = NOON.plus(Duration.ofHours(8));
        engine.take(state, List.of(event("next", "a", later, "x", ",\"producer\":\"booking:2\",\"seq\":1")), later);

        assertThat(engine.tick(state, "acme", NOON.plus(Duration.ofHours(13))))
                .as("another instance goes on")
                .isEmpty();
        assertThat(engine.tick(state, "acme", later.plus(Duration.ofHours(12)).plusSeconds(1)))
                .extracting(Alert::key)
                .containsExactly("booking");
    }

    @Test
    void whatIsTooLate_countsNoMore_andIsForgotten() {
        AlertEngine engine = new AlertEngine(
                rules("name: r\nwhen: {action: [user_login]}\nby: actor\ncount: 1\nwithin: 1m\ncooldown: 1h"));
        Instant muchLater = NOON.plus(Duration.ofDays(2));

        assertThat(engine.take(state, List.of(event("1", "a", NOON, "user_login", "")), NOON))
                .hasSize(1);
        assertThat(engine.take(state, List.of(event("2", "b", NOON, "user_login", "")), muchLater))
                .isEmpty();
        assertThat(state.isEmpty()).isTrue();
    }

    @Test
    void millionsOfActors_takeBoundedMemory() {
        AlertEngine engine = new AlertEngine(AlertRules.shipped());
        List<StoredLine> lines = IntStream.range(0, 30_000)
                .mapToObj(i -> failedLogin("e" + i, "actor-" + i, "203.0.113.7", NOON.plusMillis(i)))
                .toList();

        List<Alert> alerts = engine.take(state, lines, NOW);

        assertThat(alerts).extracting(Alert::rule).containsExactly("failed-logins-from-ip");
        assertThat(state.histories()).hasSizeLessThanOrEqualTo(TenantState.MAX_HISTORIES);
    }

    @Test
    void aHostileEvent_matchesNothingAndStopsNothing() {
        AlertEngine engine = new AlertEngine(AlertRules.shipped());
        String nested = ",\"metadata\":{\"a\":" + "[".repeat(12) + "1" + "]".repeat(12)
                + ",\"level\":\"critical\",\"$or\":[1,2]}";
        String many = ",\"metadata\":{\"level\":[" + "\"critical\",".repeat(5_000) + "1]},\"level\":\"critical\"";

        assertThat(engine.take(
                        state, List.of(event("1", "a", NOON, "x", nested), event("2", "a", NOON, "x", many)), NOW))
                .extracting(Alert::key)
                .containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[[[[[[[[[[[[1]]]]]]]]]]]]}",
                "{\"amount\":LONG_NUMBER}",
                "{\"LONG_NAME\":1}",
                "{\"text\":\"\\ud800\"}"
            })
    void anEvent_isNotHiddenByWhatItsMetadataHolds(String metadata) {
        String odd = metadata.replace("LONG_NUMBER", "1".repeat(1_001)).replace("LONG_NAME", "n".repeat(60_000));
        AlertEngine engine = new AlertEngine(AlertRules.shipped());

        assertThat(engine.take(
                        state,
                        List.of(event("1", "a", NOON, "x", ",\"metadata\":" + odd + ",\"level\":\"critical\"")),
                        NOW))
                .extracting(Alert::rule)
                .containsExactly("critical-event");
    }

    /** 40 failed logins of three actors from one address in eight minutes. */
    private static List<StoredLine> bruteForce() {
        List<StoredLine> attack = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            attack.add(failedLogin("e" + i, "user-" + i % 3, "203.0.113.7", NOON.plusSeconds(12L * i)));
        }
        return attack;
    }

    private List<Alert> inBatches(AlertEngine engine, List<StoredLine> lines, Random random) {
        TenantState fresh = new TenantState();
        List<Alert> alerts = new ArrayList<>();
        for (int from = 0; from < lines.size(); ) {
            int to = Math.min(lines.size(), from + 1 + random.nextInt(20));
            alerts.addAll(engine.take(fresh, lines.subList(from, to), NOW));
            fresh = StateJson.read(StateJson.write(fresh));
            from = to;
        }
        return alerts;
    }

    private List<Alert> logins(AlertEngine engine, String actor, int... seconds) {
        return engine.take(
                state,
                IntStream.of(seconds)
                        .mapToObj(at -> event(actor + "-" + at, actor, NOON.plusSeconds(at), "user_login", ""))
                        .toList(),
                NOW);
    }

    private void take(AlertEngine engine, String producer, int... seconds) {
        List<StoredLine> lines = IntStream.of(seconds)
                .mapToObj(at -> event(
                        producer + at, "a", NOON.plusSeconds(at), "x", ",\"producer\":\"" + producer + "\",\"seq\":1"))
                .toList();
        assertThat(engine.take(state, lines, NOON.plusSeconds(3_600))).isEmpty();
    }
}
