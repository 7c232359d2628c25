package dev.taly.activity.app.cli;

import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.app.http.dashboard.QueueFigures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks how long the queues are, now and then, so that nobody who asks waits for them. Safe for any number of threads. */
final class QueueGauge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueGauge.class);

    /** What was seen longer ago says nothing of now. */
    private static final Duration STALE = Duration.ofSeconds(60);

    private final Function<String, QueueDepth> depth;
    private final String queueUrl;
    private final String dlqUrl;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread looker = new Thread(work, "queue-gauge");
        looker.setDaemon(true);
        return looker;
    });
    private volatile @Nullable QueueFigures last;

    /** @param depth how many messages the queue of that URL has; it may throw */
    QueueGauge(Function<String, QueueDepth> depth, String queueUrl, String dlqUrl, Clock clock) {
        this.depth = depth;
        this.queueUrl = queueUrl;
        this.dlqUrl = dlqUrl;
        this.clock = clock;
    }

    /** Begins to look, every so often. */
    void start(Duration every) {
        var unused = thread.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What was seen last; nothing if that is long ago. */
    Optional<QueueFigures> figures() {
        return Optional.ofNullable(last).filter(seen -> seen.at().plus(STALE).isAfter(clock.instant()));
    }

    void look() {
        try {
            QueueDepth queue = depth.apply(queueUrl);
            long dead = depth.apply(dlqUrl).all();
            Instant now = clock.instant();
            QueueFigures before = last;
            Instant since = before == null ? null : before.behindSince();
            Instant behind = queue.waiting() <= queue.held() ? null : since == null ? now : since;
            last = new QueueFigures(now, queue.waiting(), queue.held(), behind, dead);
        } catch (RuntimeException | Error e) {
            // Whatever is thrown would end the schedule.
            LOG.warn("the queues cannot be looked at: {}", e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
