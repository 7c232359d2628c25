package dev.taly.activity.app.http.dashboard;

import dev.taly.activity.ingest.TokenSet;
import dev.taly.activity.ingest.WatchEntrance;
import dev.taly.activity.ingest.Watcher;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who has signed in. Each token has 20 sessions at most, and the oldest ends. Safe for any number of threads. */
final class Sessions {
    static final Duration LENGTH = Duration.ofHours(12);
    static final int MOST_OF_A_TOKEN = 20;

    private static final int ID_BYTES = 32;

    private final WatchEntrance entrance;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    Sessions(WatchEntrance entrance, Clock clock) {
        this.entrance = entrance;
        this.clock = clock;
    }

    /** A new session for a token that may watch; nothing for others. */
    Optional<Session> open(String token) {
        return entrance.admit(token).map(watcher -> add(watcher, TokenSet.sha256(token)));
    }

    private synchronized Session add(Watcher watcher, String sha256) {
        sessions.values().removeIf(this::isOver);
        sessions.values().stream()
                .filter(other -> other.sha256().equals(sha256))
                .limit(Math.max(
                        0,
                        1
                                - MOST_OF_A_TOKEN
                                + sessions.values().stream()
                                        .filter(other -> other.sha256().equals(sha256))
                                        .count()))
                .map(Session::id)
                .toList()
                .forEach(sessions::remove);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Session session = new Session(
                Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                watcher,
                sha256,
                clock.instant().plus(LENGTH));
        sessions.put(session.id(), session);
        return session;
    }

    /** The session with that id, if it goes on and its token is still good. */
    Optional<Session> find(@Nullable String id) {
        Session session;
        synchronized (this) {
            session = sessions.get(id);
        }
        if (session == null) {
            return Optional.empty();
        }
        if (isOver(session) || !entrance.isStillWelcome(session.watcher(), session.sha256())) {
            close(session.id());
            return Optional.empty();
        }
        return Optional.of(session);
    }

    synchronized void close(String id) {
        sessions.remove(id);
    }

    private boolean isOver(Session session) {
        return !clock.instant().isBefore(session.expires());
    }
}
