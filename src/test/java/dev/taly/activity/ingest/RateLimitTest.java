package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final DoorSettings LIMITED = new DoorSettings(Optional.empty(), 100, 500, Duration.ofSeconds(1));

    private final StubTopic topic = new StubTopic();
    private final AtomicLong nanos = new AtomicLong();
    private final Door door =
            Doors.door(topic, LIMITED, new TokenCache(Doors::tokens, () -> 0), nanos::get, Runnable::run);

    @Test
    void token_mayBurstThenHasToWait() {
        assertThat(Post.lines((Post.EVENT + "\n").repeat(499)).to(door).status())
                .isEqualTo(202);
        assertThat(Post.json(Post.EVENT).to(door).status()).isEqualTo(202);

        HttpAnswer answer = Post.json(Post.EVENT).to(door);

        assertThat(Post.problem(answer)).isEqualTo("429 rate_limited");
        assertThat(answer.headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void list_isTakenOrRefusedAsAWholeAndToldWhenToComeAgain() {
        Post.lines((Post.EVENT + "\n").repeat(400)).to(door);

        HttpAnswer answer = Post.lines((Post.EVENT + "\n").repeat(500)).to(door);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsEntry("Retry-After", "4");
        assertThat(topic.taken()).hasSize(400);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(4));
        assertThat(Post.lines((Post.EVENT + "\n").repeat(500)).to(door).status())
                .isEqualTo(202);
    }

    @Test
    void tokens_doNotSlowEachOther() {
        Post.lines((Post.EVENT + "\n").repeat(500)).to(door);

        assertThat(Post.json(Post.EVENT).token(Doors.ACME).to(door).status()).isEqualTo(202);
    }

    @Test
    void limit_ofZeroIsNone() {
        Door open = Doors.to(topic);
        for (int i = 0; i < 5; i++) {
            assertThat(Post.lines((Post.EVENT + "\n").repeat(500)).to(open).status())
                    .isEqualTo(202);
        }
    }
}
