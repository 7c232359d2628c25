package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that is loaded when it is first asked for, and again when it has become old. If that fails, the last good one goes on;
 * where there never was one, asking fails, at once for some seconds, so that a thousand who ask in vain do not wait a thousand
 * times. Safe for any number of threads.
 */
final class Refreshed<T> implements Supplier<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Refreshed.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final String name;
    private final Supplier<T> loader;
    private final Duration every;
    private final Clock clock;
    private @Nullable Loaded<T> last;
    private @Nullable Failure failure;

    /**
     * @param name what the log calls it
     * @param loader its exceptions' messages go to the log
     * @param every how old it may become
     */
    Refreshed(String name, Supplier<T> loader, Duration every, Clock clock) {
        this.name = requireNonNull(name, "name is null");
        this.loader = requireNonNull(loader, "loader is null");
        this.every = requireNonNull(every, "every is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    private record Loaded<T>(T value, Instant until) {}

    private record Failure(RuntimeException why, Instant until) {}

    @Override
    public synchronized T get() {
        Instant now = clock.instant();
        Loaded<T> known = last;
        if (known != null && now.isBefore(known.until())) {
            return known.value();
        }
        Failure failed = failure;
        if (known == null && failed != null && now.isBefore(failed.until())) {
            throw new IllegalStateException(name + " could not be loaded moments ago", failed.why());
        }
        try {
            T value = loader.get();
            last = new Loaded<>(value, now.plus(every));
            return value;
        } catch (RuntimeException e) {
            if (known == null) {
                // A loader's message quotes nothing of what it loads.
                LOG.error("{} could not be loaded: {}", name, e.toString());
                failure = new Failure(e, clock.instant().plus(AFTER_FAILURE));
                throw e;
            }
            LOG.warn("{} could not be loaded again, the last go on: {}", name, e.toString());
            last = new Loaded<>(known.value(), now.plus(every));
            return known.value();
        }
    }
}
