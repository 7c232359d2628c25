package dev.taly.activity.ingest;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP door: a request in, an answer out, over whatever carries them. It answers everything and throws nothing, for
 * whoever gets no answer waits for one. Safe for any
 * number of threads.
 */
public final class Door {
    /** Where events go. */
    public static final String LOG_ACTIVITY = "/log-activity";

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final Set<String> READ = Set.of("GET", "HEAD");

    private final Entrance entrance;
    private final LogActivity logActivity;
    private final Duration publishTimeout;
    private final DoorWatch watch;
    private volatile boolean shut;

    /**
     * A door that is open.
     *
     * @param codec with the rules that events are held to
     * @param ids gives an event without an id its own
     * @param watch may throw
     */
    public Door(
            DoorSettings settings,
            EventCodec codec,
            TokenCache tokens,
            Publishing publishing,
            Supplier<String> ids,
            Clock clock,
            LongSupplier nanoTime,
            DoorWatch watch) {
        requireNonNull(settings, "settings is null");
        this.publishTimeout = settings.publishTimeout();
        this.entrance = new Entrance(requireNonNull(tokens, "tokens is null"), requireNonNull(clock, "clock is null"));
        this.logActivity = new LogActivity(
                settings,
                requireNonNull(codec, "codec is null"),
                entrance,
                new RateLimit(settings.ratePerSecond(), settings.rateBurst(), nanoTime),
                requireNonNull(publishing, "publishing is null"),
                requireNonNull(ids, "ids is null"),
                clock,
                nanoTime);
        this.watch = requireNonNull(watch, "watch is null");
    }

    /**
     * What can be said without the body: who has no token should not be able to send one. Where it is nothing, {@link #answer} is
     * to be called with the body.
     */
    public Optional<HttpAnswer> refusal(HttpCall head) {
        if (shut || !head.path().equals(LOG_ACTIVITY) || !head.method().equals("POST")) {
            return Optional.of(answer(head));
        }
        try {
            logActivity.checkHead(head);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(told(head, e.answer()));
        } catch (Throwable e) {
            return Optional.of(told(head, broken(e)));
        }
    }

    /** The answer to a whole request. */
    public HttpAnswer answer(HttpCall call) {
        HttpAnswer answer = told(call, wholeAnswer(call));
        return call.method().equals("HEAD") ? answer.withoutBody() : answer;
    }

    private HttpAnswer wholeAnswer(HttpCall call) {
        try {
            return route(call);
        } catch (RefusedException e) {
            return e.answer();
        } catch (Throwable e) {
            return broken(e);
        }
    }

    private HttpAnswer told(HttpCall call, HttpAnswer answer) {
        if (call.path().equals(LOG_ACTIVITY)) {
            try {
                watch.answered(answer.status(), answer.figures());
            } catch (Throwable e) {
                LOG.warn("the figures of a request are lost: {}", e.toString());
            }
        }
        return answer;
    }

    /** From now on it takes no events, and says so: the client is to come again. */
    public void shut() {
        shut = true;
    }

    private HttpAnswer route(HttpCall call) {
        Set<String> methods = switch (call.path()) {
            case LOG_ACTIVITY -> Set.of("POST");
            case "/healthz", "/openapi.json" -> READ;
            default -> Set.of();
        };
        if (methods.isEmpty()) {
            return Fault.NOT_FOUND.answer();
        }
        if (!methods.contains(call.method())) {
            return Fault.METHOD_NOT_ALLOWED.answer().with("Allow", methods.equals(READ) ? "GET, HEAD" : "POST");
        }
        return switch (call.path()) {
            case "/healthz" -> health();
            case "/openapi.json" ->
                HttpAnswer.of(200, "application/json", Document.JSON).with("Cache-Control", "max-age=300");
            default -> {
                checkOpen();
                yield logActivity.answer(call);
            }
        };
    }

    /** How long it waits for its topic. */
    public Duration publishTimeout() {
        return publishTimeout;
    }

    private HttpAnswer health() {
        checkOpen();
        if (!entrance.isOpen()) {
            return Fault.TOKENS_UNAVAILABLE.answer();
        }
        return HttpAnswer.of(200, "application/json", "{\"status\":\"ok\"}");
    }

    private void checkOpen() {
        if (shut) {
            throw new RefusedException(Fault.STOPPING.problem(), Map.of("Retry-After", "5"));
        }
    }

    private static HttpAnswer broken(Throwable e) {
        // Without its message, which may quote the request.
        LOG.error("a request broke the door: {} at {}", e.getClass().getName(), place(e));
        return Fault.INTERNAL_ERROR.answer();
    }

    private static String place(Throwable e) {
        return e.getStackTrace().length == 0 ? "an unknown place" : e.getStackTrace()[0].toString();
    }

    /** Put together when somebody first asks for it: a function's cold start has no time for it. */
    private static final class Document {
        static final String JSON = OpenApi.json();
    }
}
