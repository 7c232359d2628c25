package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.app.http.Page;
import dev.taly.activity.app.http.dashboard.Query.BadQueryException;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.watch.feed.Viewer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /}, {@code /assets/…}, {@code /sign-in}, {@code /sign-out} and {@code /api/…}, and leaves all else to whoever
 * stands behind it. Without a session it shows nothing but the page. Safe for any number of threads; it keeps none but for
 * searches.
 */
public final class Dashboard extends Handler.Abstract implements Page, Graceful {
    private static final int ROOM = 128;
    private static final int MOST_ALERTS = 50;
    private static final Set<String> POSTED = Set.of("/sign-in", "/sign-out");

    private final DashboardParts parts;
    private final Guard guard;
    private final Assets assets = new Assets();
    private final SessionCookie cookie;
    private final Sessions sessions;
    private final SignIn signIn;
    private final Streams streams;
    private final Searches searches;
    private volatile boolean shutdown;

    /** A dashboard of those parts. */
    public Dashboard(DashboardParts parts) {
        this.parts = Objects.requireNonNull(parts, "parts is null");
        this.guard = new Guard(parts.loopback());
        this.cookie = new SessionCookie(parts.loopback());
        this.sessions = new Sessions(parts.entrance(), parts.clock());
        this.signIn = new SignIn(sessions, cookie);
        this.streams = new Streams(parts.feed(), sessions);
        this.searches = new Searches(parts.search(), parts.clock());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
        if (!path.equals("/") && !path.startsWith("/assets/") && !path.startsWith("/api/") && !POSTED.contains(path)) {
            return false;
        }
        guard.protect(response);
        Optional<Answer> refusal = guard.refusal(request).or(() -> wrongMethod(path, request.getMethod()));
        if (refusal.isPresent()) {
            refusal.get().write(response, callback);
        } else if (path.equals("/sign-in")) {
            signIn.open(request, response, callback);
        } else {
            Optional<Answer> asset = assets.find(path, request.getHeaders().get("If-None-Match"));
            asset.ifPresentOrElse(
                    answer -> answer.write(response, callback), () -> forSession(path, request, response, callback));
        }
        return true;
    }

    private static Optional<Answer> wrongMethod(String path, String method) {
        String right = POSTED.contains(path) ? "POST" : "GET";
        return right.equals(method)
                ? Optional.empty()
                : Optional.of(Answer.problem(405, "method_not_allowed", "It must be " + right + ".")
                        .with("Allow", right));
    }

    private void forSession(String path, Request request, Response response, Callback callback) {
        Optional<Session> session = sessions.find(cookie.read(request));
        if (session.isEmpty()) {
            Answer.problem(401, "not_signed_in", "Sign in first.").write(response, callback);
            return;
        }
        try {
            answer(session.get(), path, request, response, callback);
        } catch (BadQueryException e) {
            e.answer().write(response, callback);
        }
    }

    private void answer(Session session, String path, Request request, Response response, Callback callback) {
        Query query = Query.of(request);
        switch (path) {
            case "/api/me" -> me(session).write(response, callback);
            case "/api/now" -> now(session, query.tenant()).write(response, callback);
            case "/api/feed" -> {
                Answer refusal = streams.open(session, query, request, response, callback);
                if (refusal != null) {
                    refusal.write(response, callback);
                }
            }
            case "/api/search" -> {
                var unused = searches.answer(session, query)
                        .thenAccept(answer -> answer.write(response, callback))
                        .whenComplete((nothing, broken) -> {
                            if (broken != null) {
                                callback.failed(broken);
                            }
                        });
            }
            case "/sign-out" -> signIn.close(session).write(response, callback);
            default ->
                Answer.problem(404, "not_found", "There is nothing at this path.")
                        .write(response, callback);
        }
    }

    private Answer me(Session session) {
        JsonText json = new JsonText(ROOM)
                .begin('{')
                .member("name", session.watcher().name())
                .member("tenant", session.watcher().tenant());
        json.name("search").json(Boolean.toString(searches.arePossible()));
        json.name("perSecond").json(Integer.toString(parts.feed().perSecond()));
        return Answer.json(200, json.end('}').toString());
    }

    private Answer now(Session session, @Nullable String wanted) {
        String own = session.watcher().tenant();
        if (own != null && wanted != null && !own.equals(wanted)) {
            return Answer.problem(403, "other_tenant", "You may not see figures of that tenant.");
        }
        String tenant = own == null ? wanted : own;
        List<AlertNotice> alerts = parts.alerts().get().stream()
                .filter(alert -> tenant == null || tenant.equals(alert.tenant()))
                .limit(MOST_ALERTS)
                .toList();
        return Answer.json(
                200,
                NowJson.of(
                        parts.statistics().figures(new Viewer(tenant)),
                        tenant,
                        own == null ? parts.dropped().getAsLong() : 0,
                        own == null ? parts.queues().get() : Optional.empty(),
                        alerts));
    }

    /** How many watch the feed. */
    public int viewers() {
        return streams.size();
    }

    /** Ends all streams soon, for else the server would wait for them. */
    @Override
    public CompletableFuture<Void> shutdown() {
        shutdown = true;
        streams.stop();
        searches.stop();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }
}
