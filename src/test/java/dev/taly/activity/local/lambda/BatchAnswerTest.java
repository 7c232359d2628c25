package dev.taly.activity.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lambda's reading of an answer: "Complete success" and "complete failure" of its error handling page. */
final class BatchAnswerTest {
    private static final Set<String> IDS = Set.of("a", "b");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"batchItemFailures\":null}",
                "{\"batchItemFailures\":[]}",
                "{\"somethingElse\":1}"
            })
    void answer_withoutFailuresDeletesEverything(String answer) {
        assertThat(read(answer)).isEqualTo(new BatchAnswer.Partly(Set.of()));
    }

    @Test
    void answer_withFailuresKeepsJustThose() {
        assertThat(read("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"},{\"itemIdentifier\":\"b\"}]}"))
                .isEqualTo(new BatchAnswer.Partly(Set.of("b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "ok",
                "{} {}",
                "{\"batchItemFailures\":\"a\"}",
                "{\"batchItemFailures\":{\"itemIdentifier\":\"a\"}}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"c\"}]}",
                "{\"batchItemFailures\":[{\"itemidentifier\":\"a\"}]}",
                "{\"batchItemFailures\":[null]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{}]}"
            })
    void answer_withoutSenseKeepsEverything(String answer) {
        assertThat(read(answer)).isInstanceOf(BatchAnswer.AllFailed.class);
    }

    private static BatchAnswer read(String answer) {
        return BatchAnswer.read(answer.getBytes(StandardCharsets.UTF_8), IDS);
    }
}
