package dev.taly.activity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineBufferTest {
    private static final long SEED = 11;

    @Test
    void linesOfAnyLength_comeWhole() {
        Random random = new Random(SEED);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int length = random.nextInt(20) == 0 ? random.nextInt(300_000) : random.nextInt(300);
            lines.add("x".repeat(length) + i);
        }

        assertThat(read(WrittenArchive.gzip(lines))).isEqualTo(lines);
    }

    @Test
    void theLongestLine_comesWhole() {
        List<String> lines = List.of("a", "x".repeat(LineBuffer.MAX_LINE - 1), "b");

        assertThat(read(WrittenArchive.gzip(lines))).isEqualTo(lines);
    }

    @Test
    void aLongerLine_isLeftOutAndSaid() {
        String longer = "x".repeat(LineBuffer.MAX_LINE);

        assertThat(read(WrittenArchive.gzip(List.of("a", longer, "b", longer + longer + longer, "c"))))
                .containsExactly("a", "(long)", "b", "(long)", "c");
        assertThat(read(WrittenArchive.gzip(List.of(longer)))).containsExactly("(long)");
    }

    private static List<String> read(byte[] stored) {
        List<String> lines = new ArrayList<>();
        LineBuffer buffer = new LineBuffer(new GzipReader(new ByteArrayInputStream(stored)));
        while (buffer.fill()) {
            if (buffer.leftOutALongLine()) {
                lines.add("(long)");
            }
            buffer.latin1().lines().forEach(lines::add);
        }
        assertThat(buffer.failure()).isEmpty();
        assertThat(buffer.isUnended()).isFalse();
        return lines;
    }
}
