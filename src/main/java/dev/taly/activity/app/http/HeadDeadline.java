package dev.taly.activity.app.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Closes a connection on which no head arrives in time, the first or a later one: one that trickles is never idle. */
final class HeadDeadline implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration time;
    private final Map<Connection, Scheduler.Task> deadlines = new ConcurrentHashMap<>();

    HeadDeadline(Scheduler scheduler, Duration time) {
        this.scheduler = scheduler;
        this.time = time;
    }

    @Override
    public void onOpened(Connection connection) {
        deadlines.put(connection, start(connection));
    }

    @Override
    public void onClosed(Connection connection) {
        cancel(deadlines.remove(connection));
    }

    /** A head is complete. */
    void arrived(Connection connection) {
        deadlines.computeIfPresent(connection, (known, deadline) -> {
            deadline.cancel();
            return deadline;
        });
    }

    /** Its request is answered, and the next head is waited for. */
    void awaitNext(Connection connection) {
        // Only where the connection is still open: onClosed has been otherwise.
        deadlines.computeIfPresent(connection, (known, deadline) -> {
            deadline.cancel();
            return start(connection);
        });
    }

    private Scheduler.Task start(Connection connection) {
        return scheduler.schedule(connection::close, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void cancel(Scheduler.@Nullable Task deadline) {
        if (deadline != null) {
            deadline.cancel();
        }
    }
}
