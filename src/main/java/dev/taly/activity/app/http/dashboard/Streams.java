package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.watch.feed.LiveFeed;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** All viewers' streams. Safe for any number of threads. */
final class Streams {
    static final int MOST = 64;
    static final int MOST_OF_A_SESSION = 8;

    private final LiveFeed feed;
    private final Sessions sessions;
    private final Map<EventStream, String> open = new ConcurrentHashMap<>();
    private boolean stopped;

    Streams(LiveFeed feed, Sessions sessions) {
        this.feed = feed;
        this.sessions = sessions;
    }

    /** Opens one, or says why not. */
    @Nullable
    Answer open(Session session, Query query, Request request, Response response, Callback callback) {
        // A browser sends the header only while it tries again by itself.
        String after = Objects.requireNonNullElseGet(
                request.getHeaders().get("Last-Event-ID"),
                () -> query.value("after").orElse(""));
        EventStream stream = new EventStream(
                feed.subscribe(session.viewer(), query.filter(), after),
                () -> sessions.find(session.id()).isPresent(),
                request,
                response,
                callback,
                open::remove);
        synchronized (this) {
            long ofSession = open.values().stream().filter(session.id()::equals).count();
            if (stopped || open.size() >= MOST || ofSession >= MOST_OF_A_SESSION) {
                return Answer.problem(503, "too_many_viewers", "There are as many viewers as there may be.")
                        .with("Retry-After", "10");
            }
            open.put(stream, session.id());
        }
        stream.start();
        return null;
    }

    int size() {
        return open.size();
    }

    synchronized void stop() {
        stopped = true;
        open.keySet().forEach(EventStream::stop);
    }
}
