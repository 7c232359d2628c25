package dev.taly.activity.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tokens between requests. They are read again after five minutes, and sooner where an unknown token comes, but at
 * most once in ten seconds: a new token works soon, and guessing costs the source little. Where reading fails, the last
 * good set goes on for an hour, and no longer: a token that was taken out must end. Safe for any number of threads; while one reads, the others go on with what is there.
 */
public final class TokenCache {
    static final Duration MAX_AGE = Duration.ofMinutes(5);
    static final Duration LONGEST_AGE = Duration.ofHours(1);
    static final Duration MIN_AGE = Duration.ofSeconds(10);

    /** How soon after a failure the source is asked again while there is no set at all. */
    static final Duration FIRST_TRIES = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);

    private final Supplier<TokenSet> source;
    private final LongSupplier nanoTime;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile State state = new State(null, 0, null);

    /**
     * A set, and when the source was last asked.
     *
     * @param read when the tokens were read; 0 without them
     * @param tried null for never
     */
    private record State(
            @Nullable TokenSet tokens, long read, @Nullable Long tried) {}

    /**
     * A cache that is empty until it is asked.
     *
     * @param source reads the tokens anew at each call; it may throw
     */
    public TokenCache(Supplier<TokenSet> source, LongSupplier nanoTime) {
        this.source = requireNonNull(source, "source is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /** The tokens; nothing if they could not be read for an hour, or never. */
    Optional<TokenSet> current() {
        refresh(MAX_AGE);
        State latest = state;
        return Optional.ofNullable(latest.tokens())
                .filter(tokens -> nanoTime.getAsLong() - latest.read() < LONGEST_AGE.toNanos());
    }

    /** Looks for a token, and once more in a fresh set where that is due. */
    Optional<Token> find(TokenSet tokens, String token, Instant now) {
        Optional<Token> known = tokens.find(token, now);
        if (known.isPresent()) {
            return known;
        }
        refresh(MIN_AGE);
        TokenSet latest = state.tokens();
        return latest == null || latest == tokens ? Optional.empty() : latest.find(token, now);
    }

    private void refresh(Duration age) {
        State seen = state;
        if (isYounger(seen, age)) {
            return;
        }
        if (seen.tokens() == null) {
            // Nobody can go on without a set.
            reading.lock();
        } else if (!reading.tryLock()) {
            return;
        }
        try {
            if (!isYounger(state, age)) {
                state = read(state);
            }
        } finally {
            reading.unlock();
        }
    }

    private boolean isYounger(State known, Duration age) {
        Duration limit = known.tokens() == null ? FIRST_TRIES : age;
        return known.tried() != null && nanoTime.getAsLong() - known.tried() < limit.toNanos();
    }

    private State read(State last) {
        try {
            TokenSet tokens = source.get();
            long now = nanoTime.getAsLong();
            return new State(tokens, now, now);
        } catch (RuntimeException e) {
            // Without the message's cause: a parser or a client may quote what it read.
            LOG.warn(
                    "the tokens cannot be read{}: {}",
                    last.tokens() == null ? "" : "; the last good ones go on for an hour at most",
                    e instanceof IllegalArgumentException
                            ? e.getMessage()
                            : e.getClass().getSimpleName());
        }
        return new State(last.tokens(), last.read(), nanoTime.getAsLong());
    }
}
