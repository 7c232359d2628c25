package dev.taly.activity.watch.alert;

import static dev.taly.activity.watch.alert.Events.event;
import static dev.taly.activity.watch.alert.Events.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No alert is lost, whoever dies or fails when; and where all goes well, each is delivered once. */
final class AlertDeskTest {
    private static final Instant NOON = Instant.parse("2024-03-28T12:00:00Z");

    private final AlertEngine engine =
            new AlertEngine(rules("name: r\nwhen: {action: [x]}\nby: actor\ncount: 2\nwithin: 1h\ncooldown: 1h"));
    private final InMemoryAlertStates states = new InMemoryAlertStates();
    private final List<String> delivered = new ArrayList<>();
    private final List<Measurements> figures = Collections.synchronizedList(new ArrayList<>());
    private final Ticking clock = new Ticking();
    private final AlertDesk desk = desk(engine, states, alert -> delivered.add(alert.key()));

    @Test
    void anAlert_isDeliveredOnce_andRememberedAcrossProcesses() {
        desk.take("acme", List.of(x("1", "a")));
        desk(engine, states, alert -> delivered.add(alert.key())).take("acme", List.of(x("2", "a"), x("1", "a")));
        desk.take("acme", List.of(x("2", "a"), x("3", "a")));
        clock.now = NOON.plus(Duration.ofMinutes(5));
        desk.tick();

        assertThat(delivered).containsExactly("a");
    }

    @Test
    void aChannelThatFails_getsItLater() {
        List<String> tried = new ArrayList<>();
        AlertDesk failing = desk(engine, states, alert -> {
            tried.add(alert.key());
            throw new IllegalStateException("no answer");
        });
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
    void whereOneChannelFails_onlyThatOneIsToldAgain() {
        List<String> people = new ArrayList<>();
        List<String> events = new ArrayList<>();
        AtomicBoolean topicFails = new AtomicBoolean(true);
        Map<String, AlertChannel> both = new LinkedHashMap<>();
        both.put("events", alert -> {
            if (topicFails.get()) {
                throw new IllegalStateException("no answer");
            }
            events.add(alert.key());
        });
        both.put("people", alert -> people.add(alert.key()));
        AlertDesk telling = new AlertDesk(engine, states, AlertChannels.of(both), figures::add, clock);

        telling.take("acme", List.of(x("1", "a"), x("2", "a"), x("3", "b"), x("4", "b")));
        for (int minutes = 2; minutes < 6; minutes += 2) {
            clock.now = NOON.plus(Duration.ofMinutes(minutes));
            telling.tick();
        }
        assertThat(people).containsExactly("a", "b");
        assertThat(events).isEmpty();

        topicFails.set(false);
        clock.now = NOON.plus(Duration.ofMinutes(6));
        telling.tick();
        clock.now = NOON.plus(Duration.ofMinutes(8));
        telling.tick();
        assertThat(people).containsExactly("a", "b");
        assertThat(events).containsExactly("a", "b");
        assertThat(StateJson.read(states.load("acme").json().orElseThrow()).pending())
                .isEmpty();
        assertThat(sum(Metric.ALERTS_RAISED)).as("however often it is tried").isEqualTo(2);
        assertThat(sum(Metric.ALERTS_FAILED)).as("once for each try").isEqualTo(3);
    }

    @Test
    void whoHolds_tellsNobodyAndFailsNowhere_andTheNextOneTells() {
        List<String> toldByFirst = new ArrayList<>();
        AlertChannels channels = AlertChannels.of(alert -> toldByFirst.add(alert.key()));
        AlertDesk ending = new AlertDesk(engine, states, channels, figures::add, clock);
        channels.hold();
        ending.take("acme", List.of(x("1", "a"), x("2", "a"), x("3", "b"), x("4", "b")));

        assertThat(toldByFirst).isEmpty();
        assertThat(channels.held()).isEqualTo(2);
        assertThat(sum(Metric.ALERTS_FAILED)).isZero();

        clock.now = NOON.plusSeconds(61);
        desk.tick();
        assertThat(delivered).containsExactly("a", "b");
    }

    @Test
    void figuresThatFail_areNobodysTrouble() {
        AlertDesk failing = new AlertDesk(
                engine,
                states,
                AlertChannels.of(alert -> delivered.add(alert.key())),
                figures -> {
                    throw new IllegalStateException("no figures");
                },
                clock);
        failing.take("acme", List.of(x("1", "a"), x("2", "a")));

        assertThat(delivered).containsExactly("a");
    }

    @Test
    void alertsThatNobodyTakes_areBounded() {
        AlertDesk failing = desk(new AlertEngine(rules("name: r\nwhen: {action: [x]}")), states, alert -> {
            throw new IllegalStateException("no answer");
        });
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

    /** As where a function's time is over in the middle of two thousand alerts. */
    @Test
    void whoDiesOverMany_isFollowedByOneWhoTellsTheRest() {
        AlertEngine each = new AlertEngine(rules("name: r\nwhen: {action: [x]}\nby: event"));
        List<String> told = new ArrayList<>();
        AlertDesk dying = desk(each, new Dying(states, 25), alert -> told.add(alert.key()));
        List<StoredLine> storm =
                IntStream.range(0, 2_000).mapToObj(id -> x("e" + id, "a")).toList();
        assertThatThrownBy(() -> dying.take("acme", storm)).hasMessage("killed");
        assertThat(told).hasSizeBetween(1_000, 1_999);

        List<String> toldLater = new ArrayList<>();
        AlertDesk next = desk(each, states, alert -> toldLater.add(alert.key()));
        clock.now = NOON.plusSeconds(61);
        next.tick();
        assertThat(Stream.concat(told.stream(), toldLater.stream()).distinct()).hasSize(2_000);
        assertThat(told.size() + toldLater.size()).as("few are told twice").isLessThanOrEqualTo(2_000 + 50);
    }

    @Test
    void aStateThatCannotBeKept_isAFailure_andNothingIsDelivered() {
        AlertDesk readOnly = desk(engine, new Refusing(states), alert -> delivered.add(alert.key()));

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
                    AlertDesk own = desk(engine, states, alert -> all.add(alert.key()));
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
        AlertDesk operations = desk(
                new AlertEngine(rules("name: r\ntest: growth\ncount: 10\nwithin: 1h")),
                states,
                alert -> delivered.add(alert.sentence()));
        operations.measure("operations", "activity-dlq", 5);
        clock.now = NOON.plusSeconds(60);
        operations.measure("operations", "activity-dlq", 15);
        operations.measure("operations", "activity-dlq", 30);

        assertThat(delivered).containsExactly("r: queue activity-dlq, 10 more since 2024-03-28T12:00:00Z, 15 in all.");
    }

    private double sum(Metric metric) {
        return figures.stream()
                .flatMap(taken -> taken.samples().stream())
                .filter(sample -> sample.metric() == metric)
                .mapToDouble(sample -> sample.values().get(0))
                .sum();
    }

    private AlertDesk desk(AlertEngine rules, AlertStates kept, AlertChannel channel) {
        return new AlertDesk(rules, kept, AlertChannels.of(channel), figures::add, clock);
    }

    private static StoredLine x(String id, String actor) {
        return event(id, actor, NOON, "x", "");
    }

    private static final class Refusing extends ForwardingAlertStates {
        private Refusing(AlertStates states) {
            super(states);
        }

        @Override
        public boolean save(String tenantId, byte[] json, String version) {
            return false;
        }

        @Override
        public boolean forget(String tenantId, String version) {
            return false;
        }
    }

    /** As if the process was killed when it keeps something for that time. */
    private static final class Dying extends ForwardingAlertStates {
        private int left;

        private Dying(AlertStates states, int left) {
            super(states);
            this.left = left;
        }

        @Override
        public boolean save(String tenantId, byte[] json, String version) {
            if (--left < 0) {
                throw new IllegalStateException("killed");
            }
            return super.save(tenantId, json, version);
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
