package dev.taly.activity.watch.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.watch.alert.TenantState.Pending;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import dev.taly.activity.watch.metrics.MetricSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events, keeps what is remembered, and delivers alerts. An alert is kept before it is delivered, and forgotten after that: a
 * process that dies in between loses none, and where two work at once, one of them raises it. It is delivered again only if
 * somebody died, or on the channel that failed. Safe for any number of threads and processes.
 */
public final class AlertDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);
    private static final int TRIES = 20;

    /** How many alerts are told before it is noted who was. */
    private static final int AT_ONCE = 50;

    /** An alert that is pending longer was left by somebody who died, or could not be delivered. */
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private final AlertEngine engine;
    private final AlertStates states;
    private final AlertChannels channels;
    private final MetricSink metrics;
    private final Clock clock;

    /**
     * A desk.
     *
     * @param metrics hears of what is raised, and what cannot be delivered
     */
    public AlertDesk(AlertEngine engine, AlertStates states, AlertChannels channels, MetricSink metrics, Clock clock) {
        this.engine = requireNonNull(engine, "engine is null");
        this.states = requireNonNull(states, "states is null");
        this.channels = requireNonNull(channels, "channels is null");
        this.metrics = metrics.safe();
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Takes events of one tenant. When it returns they are remembered, and the alerts that they raise will be delivered.
     *
     * @throws RuntimeException if they could not be remembered: they have to come again
     */
    public void take(String tenantId, Collection<StoredLine> lines) {
        work(tenantId, (state, now) -> engine.take(state, lines, now));
    }

    /**
     * Looks how many dead letters there are. To be called now and then.
     *
     * @param tenantId whose alerts they are: that of operations
     * @param queue the queue's name
     * @throws RuntimeException if it could not be remembered
     */
    public void measure(String tenantId, String queue, long letters) {
        work(tenantId, (state, now) -> engine.measure(state, tenantId, queue, letters, now));
    }

    /**
     * Looks what has fallen silent, and delivers what is overdue. To be called now and then. One tenant's trouble is nobody
     * else's.
     */
    public void tick() {
        tenants().forEach(this::tick);
    }

    /** The tenants of which something is remembered: those to {@link #tick}. */
    public List<String> tenants() {
        return states.tenants();
    }

    /**
     * The same for one tenant.
     *
     * @return whether it could be looked at
     */
    public boolean tick(String tenantId) {
        try {
            work(tenantId, (state, now) -> engine.tick(state, tenantId, now));
            return true;
        } catch (RuntimeException e) {
            LOG.error("the alerts of {} could not be looked at: {}", tenantId, e.toString());
            return false;
        }
    }

    private void work(String tenantId, BiFunction<TenantState, Instant, List<Alert>> step) {
        Work work = change(tenantId, state -> {
            Instant now = clock.instant();
            List<Alert> raised = step.apply(state, now);
            List<Pending> due = new ArrayList<>();
            raised.forEach(alert -> due.add(new Pending(alert, now, Set.of())));
            state.pending().values().stream()
                    .filter(pending -> pending.since().plus(OVERDUE).isBefore(now))
                    .forEach(pending -> due.add(new Pending(pending.alert(), now, pending.told())));
            // Whoever comes meanwhile must not deliver them, too.
            due.forEach(pending -> state.pending().put(pending.alert().id(), pending));
            return new Work(raised, due, state.giveUpPending(raised.size()));
        });
        if (work.givenUp() > 0) {
            LOG.error("{} alerts of {} are given up: too many could not be delivered", work.givenUp(), tenantId);
        }
        if (!work.due().isEmpty()) {
            deliver(tenantId, work);
        }
    }

    /**
     * What one step has to deliver.
     *
     * @param raised by the step itself
     * @param due those, and what is overdue
     * @param givenUp how many older ones were
     */
    private record Work(List<Alert> raised, List<Pending> due, int givenUp) {}

    /** Some at a time, so that who dies over many is told again of a few only, and the next goes on from there. */
    private void deliver(String tenantId, Work work) {
        metrics.take(figures(work.raised()));
        AlertChannels.Round round = channels.round();
        for (int from = 0; from < work.due().size(); from += AT_ONCE) {
            Map<String, Set<String>> told = new LinkedHashMap<>();
            for (Pending pending :
                    work.due().subList(from, Math.min(from + AT_ONCE, work.due().size()))) {
                told.put(pending.alert().id(), round.deliver(pending.alert(), pending.told()));
            }
            change(tenantId, state -> {
                told.forEach((id, names) -> state.pending()
                        .computeIfPresent(id, (same, pending) -> round.isAll(names) ? null : pending.with(names)));
                return told;
            });
        }
        metrics.take(Measurements.builder()
                .add(Metric.ALERTS_FAILED, round.failures())
                .build());
    }

    private static Measurements figures(List<Alert> raised) {
        Map<String, Long> bySeverity = raised.stream()
                .collect(Collectors.groupingBy(alert -> alert.severity().wire(), Collectors.counting()));
        return Measurements.builder().add(Metric.ALERTS_RAISED, bySeverity).build();
    }

    /** Makes a change to the state as it is now, however often others are faster; what the change that was kept says. */
    private <T> T change(String tenantId, Function<TenantState, T> change) {
        for (int tries = 0; tries < TRIES; tries++) {
            AlertStates.Kept kept = states.load(tenantId);
            TenantState state = kept.json().map(StateJson::read).orElseGet(TenantState::new);
            T result = change.apply(state);
            if (keep(tenantId, state, kept)) {
                return result;
            }
        }
        throw new IllegalStateException("the state of " + tenantId + " was changed by others again and again");
    }

    private boolean keep(String tenantId, TenantState state, AlertStates.Kept before) {
        if (state.isEmpty()) {
            return before.json().isEmpty() || states.forget(tenantId, before.version());
        }
        byte[] json = StateJson.write(state);
        boolean same = before.json().map(known -> Arrays.equals(known, json)).orElse(false);
        return same || states.save(tenantId, json, before.version());
    }
}
