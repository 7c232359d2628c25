package dev.taly.activity.audit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.audit.SampleLines;
import dev.taly.activity.audit.StoredLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonlFormatTest {
    @Test
    void jsonl_isTheStoredBytes() throws IOException {
        for (StoredLine line : SampleLines.all(1, 100)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            EventFormat.jsonl().begin(out);
            EventFormat.jsonl().write(line, out);

            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(line.json() + "\n");
        }
    }
}
