package dev.taly.activity.watch.alert;

import static dev.taly.activity.watch.alert.Events.event;
import static dev.taly.activity.watch.alert.Events.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.audit.StoredLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No alert is lost, whoever dies or fails when; and where all goes well, each is delivered once. */
final class AlertDeskTest {
    private static final Instant NOON = Instant.parse("2024-03-28T12:00:00Z");

    private final AlertEngine engine =
            new AlertEngine(rules("name: r\nwhen: {action: [x]}\nby: actor\ncount: 2\nwithin: 1h\ncooldown: 1h"));
    private final InMemoryAlertStates states = new InMemoryAlertStates();
    private final List<String> delivered = new ArrayList<>();
    private final Ticking clock = new Ticking();
    private final AlertDesk desk = new AlertDesk(engine, states, alert -> delivered.add(alert.key()), clock);

    @Test
    void anAlert_isDeliveredOnce_andRememberedAcrossProcesses() {
        desk.take("acme", List.of(x("1", "a")));
        new AlertDesk(engine, states, alert -> delivered.add(alert.key()), clock)
                .take("acme", List.of(x("2", "a"), x("1", "a")));
        desk.take("acme", List.of(x("2", "a"), x("3", "a")));
        clock.now = NOON.plus(Duration.ofMinutes(5));
        desk.tick();

        assertThat(delivered).containsExactly("a");
    }

    @Test
    void aChannelThatFails_getsItLater() {
        List<String> tried = new ArrayList<>();
        AlertDesk failing = new AlertDesk(
                engine,
                states,
                alert -> {
                    tried.add(alert.key());
                    throw new IllegalStateException("no answer");
                },
                clock);
        failing.take("acme", List.of(x("1", "a"), x("2", "a")));
        assertThat(tried).containsExactly("a");

        desk.tick();
        assertThat(delivered).as("whoever raised it may still be delivering it").isEmpty();
        clock.now = NOON.plusSeconds(61);
        desk.tick();
        assertThat(delivered).containsExactly("a");
        clock.now = NOON.plusSeconds(200);
        desk.tick();
        assertThat(delivered).hasSize(1);
    }

    @Test
    void alertsThatNobodyTakes_areBounded() {
        AlertDesk failing = new AlertDesk(
                new AlertEngine(rules("name: r\nwhen: {action: [x]}")),
                states,
                alert -> {
                    throw new IllegalStateException("no answer");
                },
                clock);
        for (int i = 0; i < 3; i++) {
            int hundred = i * 500;
            failing.take(
                    "acme",
                    IntStream.range(hundred, hundred + 500)
                            .mapToObj(id -> x("e" + id, "a"))
                            .toList());
        }

        assertThat(StateJson.read(states.load("acme").json().orElseThrow()).pending())
                .hasSize(TenantState.MAX_PENDING);
    }

    @Test
    void aStateThatCannotBeKept_isAFailure_andNothingIsDelivered() {
        AlertDesk readOnly = new AlertDesk(engine, new Refusing(states), alert -> delivered.add(alert.key()), clock);

        assertThatThrownBy(() -> readOnly.take("acme", List.of(x("1", "a"), x("2", "a"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("again and again");
        assertThat(delivered).isEmpty();
    }

    @Test
    void manyAtOnce_raiseEachAlertOnce() {
        ConcurrentLinkedQueue<String> all = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> workers = IntStream.range(0, 4)
                .mapToObj(worker -> CompletableFuture.runAsync(() -> {
                    AlertDesk own = new AlertDesk(engine, states, alert -> all.add(alert.key()), clock);
                    for (int i = 0; i < 25; i++) {
                        // Whoever is too slow too often has it come again, as a queue does.
                        boolean taken = false;
                        while (!taken) {
                            try {
                                own.take("acme", List.of(x("e" + i, "actor-" + i % 5), x("f" + i, "actor-" + i % 5)));
                                taken = true;
                            } catch (IllegalStateException e) {
                                Thread.onSpinWait();
                            }
                        }
                    }
                }))
                .toList();
        workers.forEach(CompletableFuture::join);

        assertThat(all).containsExactlyInAnyOrder("actor-0", "actor-1", "actor-2", "actor-3", "actor-4");
    }

    @Test
    void oneTenant_knowsNothingOfAnother() {
        desk.take("acme", List.of(x("1", "a")));
        desk.take("globex", List.of(x("2", "a")));

        assertThat(delivered).isEmpty();
        assertThat(states.tenants()).containsExactlyInAnyOrder("acme", "globex");
    }

    @Test
    void whatNoRuleLooksFor_isNotEvenKept() {
        desk.take("acme", List.of(event("1", "a", NOON, "other", "")));

        assertThat(states.tenants()).isEmpty();
    }

    @Test
    void whatIsTooOldToMatter_isForgotten_theTenantAsWell() {
        desk.take("acme", List.of(x("1", "a")));
        clock.now = NOON.plus(Duration.ofDays(3));
        desk.tick();

        assertThat(states.tenants()).isEmpty();
    }

    @Test
    void deadLettersThatGrow_areAnAlertOfOperations() {
        AlertDesk operations = new AlertDesk(
                new AlertEngine(rules("name: r\ntest: growth\ncount: 10\nwithin: 1h")),
                states,
                alert -> delivered.add(alert.sentence()),
                clock);
        operations.measure("operations", "activity-dlq", 5);
        clock.now = NOON.plusSeconds(60);
        operations.measure("operations", "activity-dlq", 15);
        operations.measure("operations", "activity-dlq", 30);

        assertThat(delivered).containsExactly("r: queue activity-dlq, 10 more since 2024-03-28T12:00:00Z, 15 in all.");
    }

    private static StoredLine x(String id, String actor) {
        return event(id, actor, NOON, "x", "");
    }

    private record Refusing(AlertStates states) implements AlertStates {
        @Override
        public Kept load(String tenantId) {
            return states.load(tenantId);
        }

        @Override
        public boolean save(String tenantId, byte[] json, String version) {
            return false;
        }

        @Override
        public boolean forget(String tenantId, String version) {
            return false;
        }

        @Override
        public List<String> tenants() {
            return states.tenants();
        }
    }

    private static final class Ticking extends Clock {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
