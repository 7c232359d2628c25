package dev.taly.activity.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.Optional;

/** Lets in who has a token that may watch. One that may only publish opens nothing here. Safe for any number of threads. */
public final class WatchEntrance {
    private final TokenCache tokens;
    private final Clock clock;

    /** An entrance for the tokens of that cache. */
    public WatchEntrance(TokenCache tokens, Clock clock) {
        this.tokens = requireNonNull(tokens, "tokens is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** The watcher of that token; nothing where it is unknown, has expired, may not watch, or no tokens can be read. */
    public Optional<Watcher> admit(String token) {
        return tokens.current()
                .flatMap(known -> tokens.find(known, token, clock.instant()))
                .filter(found -> found.may().contains(Right.WATCH))
                .map(found -> new Watcher(found.name(), found.tenant()));
    }

    /** Whether that watcher may still watch, the same as before. */
    public boolean isStillWelcome(Watcher watcher, String sha256) {
        return tokens.current()
                .flatMap(known -> known.entry(sha256, clock.instant()))
                .filter(found -> found.may().contains(Right.WATCH))
                .map(found -> new Watcher(found.name(), found.tenant()))
                .equals(Optional.of(watcher));
    }
}
