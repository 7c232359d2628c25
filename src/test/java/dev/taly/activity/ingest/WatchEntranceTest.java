package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class WatchEntranceTest {
    private final AtomicReference<TokenSet> tokens = new AtomicReference<>(Doors.tokens());
    private long nanos;
    private final WatchEntrance entrance =
            new WatchEntrance(new TokenCache(tokens::get, () -> nanos), Clock.fixed(Doors.NOW, ZoneOffset.UTC));

    @Test
    void watcher_hasTheTenantOfItsToken() {
        assertThat(entrance.admit(Doors.WATCH)).hasValue(new Watcher("watch", null));
        assertThat(entrance.admit(Doors.WATCH_ACME)).hasValue(new Watcher("watch-acme", "acme"));
    }

    @Test
    void token_thatMayOnlyPublishOrHasExpiredOrIsUnknownComesNotIn() {
        assertThat(entrance.admit(Doors.ANY)).isEmpty();
        assertThat(entrance.admit(Doors.ACME)).isEmpty();
        assertThat(entrance.admit(Doors.EXPIRED)).isEmpty();
        assertThat(entrance.admit("")).isEmpty();
    }

    @Test
    void watcher_isWelcomeNoLongerThanItsTokenIsTheSame() {
        Watcher watcher = entrance.admit(Doors.WATCH).orElseThrow();
        String digest = TokenSet.sha256(Doors.WATCH);
        assertThat(entrance.isStillWelcome(watcher, digest)).isTrue();

        tokens.set(TokenSet.parse(
                "x.json",
                "{\"tokens\":[{\"name\":\"watch\",\"tenant\":\"acme\",\"may\":[\"watch\"],\"sha256\":\"" + digest
                        + "\"}]}"));
        nanos += Duration.ofMinutes(6).toNanos();
        assertThat(entrance.isStillWelcome(watcher, digest))
                .as("it is bound to a tenant now")
                .isFalse();

        tokens.set(TokenSet.parse("x.json", "{\"tokens\":[]}"));
        nanos += Duration.ofMinutes(6).toNanos();
        assertThat(entrance.isStillWelcome(watcher, digest)).as("it is gone").isFalse();
    }
}
