package dev.taly.activity.app.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/** Closes a connection whose first request's head does not arrive in time: one that trickles is never idle. */
final class FirstRequestDeadline implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration time;

    FirstRequestDeadline(Scheduler scheduler, Duration time) {
        this.scheduler = scheduler;
        this.time = time;
    }

    @Override
    public void onOpened(Connection connection) {
        var unused = scheduler.schedule(() -> closeIfNothingCame(connection), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onClosed(Connection connection) {}

    private static void closeIfNothingCame(Connection connection) {
        if (connection.getMessagesIn() == 0) {
            connection.close();
        }
    }
}
