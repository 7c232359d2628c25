package dev.taly.activity.app.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.audit.EventFilter;
import dev.taly.activity.audit.Follower;
import dev.taly.activity.audit.Follower.From;
import dev.taly.activity.audit.LineSink;
import dev.taly.activity.audit.ReadRequest;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.audit.TimeRange;
import dev.taly.activity.watch.alert.AlertDesk;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what is stored from now on to the alerts, some seconds after it is stored, by looking into the archive again and again. For
 * one process beside its consumer; it works in a thread of its own until it is closed.
 */
public final class AlertWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration DELIVERY = Duration.ofSeconds(15);
    private static final Duration TICK = Duration.ofSeconds(10);
    private static final int LINES_AT_ONCE = 1_000;
    private static final ReadRequest EVERYTHING = new ReadRequest(
            Selection.ofAllTenants(TimeRange.ALL), EventFilter.all(), ReadRequest.Order.STORED, 0, true);

    private final ObjectSource archive;
    private final AlertDesk desk;
    private final DeadLetterCounts letters;
    private final Clock clock;
    private final Duration longestPause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, List<StoredLine>> waiting = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::run, "activity-alerts");
    private int lines;
    private Instant nextTick = Instant.MIN;

    private AlertWatch(
            ObjectSource archive, AlertDesk desk, DeadLetterCounts letters, Clock clock, Duration longestPause) {
        this.archive = requireNonNull(archive, "archive is null");
        this.desk = requireNonNull(desk, "desk is null");
        this.letters = requireNonNull(letters, "letters is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.longestPause = longestPause;
    }

    /** Begins, with what was stored in the last minutes: the desk knows what of that it has seen. */
    public static AlertWatch start(ObjectSource archive, AlertDesk desk, DeadLetterCounts letters, Clock clock) {
        return start(archive, desk, letters, clock, Duration.ofMinutes(1));
    }

    static AlertWatch start(
            ObjectSource archive, AlertDesk desk, DeadLetterCounts letters, Clock clock, Duration longestPause) {
        AlertWatch watch = new AlertWatch(archive, desk, letters, clock, longestPause);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** Ends once what is stored by now was looked at, or after 15 s. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(DELIVERY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Follower follower = new Follower(archive, 2, clock);
        boolean again = true;
        while (again) {
            // After the end is asked for there is one more look.
            again = goesOn();
            try {
                follower.follow(EVERYTHING, From.LATELY, new Sink(), this::pause);
                handOver();
            } catch (IOException | RuntimeException | Error e) {
                // The follower takes up where it broke off.
                LOG.error("the archive could not be looked at for alerts: {}", e.toString());
                await(AFTER_FAILURE);
            }
        }
    }

    private boolean pause(Duration time) {
        handOver();
        tick();
        await(time.compareTo(longestPause) < 0 ? time : longestPause);
        return goesOn();
    }

    private void tick() {
        Instant now = clock.instant();
        if (now.isBefore(nextTick)) {
            return;
        }
        nextTick = now.plus(TICK);
        letters.tell(desk);
        desk.tick();
    }

    /** What cannot be taken is said: it is stored, and only its alerts are missing. */
    private void handOver() {
        waiting.forEach((tenant, some) -> {
            try {
                desk.take(tenant, some);
            } catch (RuntimeException | Error e) {
                LOG.error("{} events of {} were not looked at for alerts: {}", some.size(), tenant, e.toString());
            }
        });
        waiting.clear();
        lines = 0;
    }

    private boolean goesOn() {
        return closed.getCount() > 0;
    }

    private void await(Duration time) {
        try {
            var unused = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gathers lines by their tenant. */
    private final class Sink implements LineSink {
        @Override
        public boolean accept(StoredLine line) {
            waiting.computeIfAbsent(line.tenantId(), tenant -> new ArrayList<>())
                    .add(line);
            if (++lines >= LINES_AT_ONCE) {
                handOver();
            }
            return true;
        }
    }
}
