package dev.taly.activity.app.http.dashboard;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/** Opens a session for whoever has a token, and closes it. Wrong tokens are counted by where they come from. */
final class SignIn {
    private static final int MOST_FIELDS = 4;
    private static final int MOST_BYTES = 4 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final SessionCookie cookie;
    private final WrongTokens wrong = new WrongTokens(System::nanoTime);

    SignIn(Sessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    void open(Request request, Response response, Callback callback) {
        String type = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.CONTENT_TYPE), "");
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            Answer.problem(415, "no_form", "A form is needed.").write(response, callback);
            return;
        }
        String address = Request.getRemoteAddr(request);
        Scheduler.Task deadline = request.getComponents()
                .getScheduler()
                .schedule(
                        () -> request.fail(new TimeoutException("a form takes too long")),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
        FormFields.onFields(
                request,
                StandardCharsets.UTF_8,
                MOST_FIELDS,
                MOST_BYTES,
                Promise.Invocable.from(Invocable.InvocationType.BLOCKING, (fields, broken) -> {
                    deadline.cancel();
                    Answer answer = fields == null
                            ? Answer.problem(400, "bad_form", "The form cannot be read.")
                                    .with("Connection", "close")
                            : answer(fields, address);
                    answer.write(response, callback);
                }));
    }

    Answer close(Session session) {
        sessions.close(session.id());
        return Answer.seeOther("/").with("Set-Cookie", cookie.gone());
    }

    private Answer answer(Fields form, String address) {
        String token = Objects.requireNonNullElse(form.getValue("token"), "").strip();
        Optional<Session> session = sessions.open(token);
        if (session.isPresent()) {
            // However many wrong ones came: behind a proxy all come from one address, and nobody may lock out the
            // others.
            return Answer.seeOther("/").with("Set-Cookie", cookie.of(session.get()));
        }
        if (wrong.areTooMany(address)) {
            return Answer.seeOther("/?sign-in=later");
        }
        wrong.add(address);
        return Answer.seeOther("/?sign-in=refused");
    }
}
