package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private Supplier<TokenSet> secret = () -> set("first");
    private final TokenCache cache = new TokenCache(
            () -> {
                reads.incrementAndGet();
                return secret.get();
            },
            nanos::get);

    @Test
    void tokens_areKeptForFiveMinutes() {
        assertThat(knows("first")).isTrue();
        later(TokenCache.MAX_AGE.minusNanos(1));
        assertThat(knows("first")).isTrue();
        assertThat(reads).hasValue(1);
        secret = () -> set("second");
        later(Duration.ofNanos(1));

        assertThat(knows("first")).isFalse();
        assertThat(knows("second")).isTrue();
        assertThat(reads).hasValue(2);
    }

    @Test
    void unknownToken_makesItLookAgainAtMostOnceInTenSeconds() {
        assertThat(knows("first")).isTrue();
        secret = () -> set("second");
        later(Duration.ofSeconds(9));
        assertThat(knows("second")).isFalse();
        later(Duration.ofSeconds(1));

        assertThat(knows("second")).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(knows("guess" + i)).isFalse();
        }
        assertThat(reads).hasValue(2);
    }

    @Test
    void lastGoodSet_goesOnWhereReadingFails() {
        assertThat(knows("first")).isTrue();
        secret = () -> {
            throw new IllegalStateException("denied");
        };
        later(TokenCache.MAX_AGE);

        assertThat(knows("first")).isTrue();
        assertThat(knows("first")).isTrue();
        assertThat(reads).hasValue(2);
    }

    @Test
    void lastGoodSet_endsAfterAnHour() {
        assertThat(knows("first")).isTrue();
        secret = () -> {
            throw new IllegalStateException("denied");
        };
        later(TokenCache.LONGEST_AGE.minusNanos(1));
        assertThat(knows("first")).isTrue();
        later(Duration.ofNanos(1));

        assertThat(cache.current()).isEmpty();
        secret = () -> set("first");
        later(TokenCache.MAX_AGE);
        assertThat(knows("first")).isTrue();
    }

    @Test
    void noSetAtAll_isTriedAgainSoon() {
        secret = () -> {
            throw new IllegalStateException("denied");
        };
        assertThat(cache.current()).isEmpty();
        assertThat(cache.current()).isEmpty();
        assertThat(reads).hasValue(1);
        secret = () -> set("first");
        later(TokenCache.FIRST_TRIES);

        assertThat(knows("first")).isTrue();
    }

    private boolean knows(String token) {
        return cache.current()
                .flatMap(tokens -> cache.find(tokens, token, Doors.NOW))
                .isPresent();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static TokenSet set(String token) {
        return TokenSet.parse(
                "tokens.json", "{\"tokens\":[{\"name\":\"t\",\"sha256\":\"" + TokenSet.sha256(token) + "\"}]}");
    }
}
