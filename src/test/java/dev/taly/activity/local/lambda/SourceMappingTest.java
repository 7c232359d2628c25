package dev.taly.activity.local.lambda;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What Lambda and SQS refuse when a mapping is made. */
final class SourceMappingTest {
    @Test
    void batchAboveTen_needsAWindow() {
        refused("a batchSize above 10 needs a window of at least 1 s", () -> mapping(11, 0, 30, 180));
        assertThatNoException().isThrownBy(() -> mapping(10, 0, 30, 180));
        assertThatNoException().isThrownBy(() -> mapping(11, 1, 30, 180));
    }

    @Test
    void visibilityTimeout_mustNotBeShorterThanTheFunctions() {
        refused("visibilityTimeout must not be shorter than functionTimeout", () -> mapping(10, 0, 30, 29));
        assertThatNoException().isThrownBy(() -> mapping(10, 0, 30, 30));
    }

    @Test
    void ranges_areLambdas() {
        refused("batchSize must be 1 to 10000", () -> mapping(0, 1, 30, 180));
        refused("batchSize must be 1 to 10000", () -> mapping(10_001, 1, 30, 180));
        refused("window must be 0 to 300 s", () -> mapping(10, 301, 30, 180));
        refused("functionTimeout must be 1 to 900 s", () -> mapping(10, 1, 901, 1800));
    }

    /** A mapping as the template's, with those four numbers, times in seconds. */
    static SourceMapping mapping(int batchSize, int window, int functionTimeout, int visibilityTimeout) {
        return new SourceMapping(
                true,
                Duration.ofSeconds(visibilityTimeout),
                3,
                batchSize,
                Duration.ofSeconds(window),
                2,
                true,
                Duration.ofSeconds(functionTimeout));
    }

    private static void refused(String rule, Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(rule);
    }
}
