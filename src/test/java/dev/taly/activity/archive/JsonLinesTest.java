package dev.taly.activity.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class JsonLinesTest {
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void lines_comeBackAsTheyWere() {
        try (Stream<String> lines =
                JsonLines.read(body(JsonLines.gzip(Stream.of("{\"a\":1}", "{\"b\":\"\u00fc\"}"))))) {
            assertThat(lines).containsExactly("{\"a\":1}", "{\"b\":\"\u00fc\"}");
        }

        assertThat(closed).hasPositiveValue();
    }

    @Test
    void noGzip_isClosedAndTold() {
        assertThatThrownBy(() -> JsonLines.read(body("{}\n".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(closed).hasPositiveValue();
    }

    @Test
    void cutOffGzip_isToldWhileReading() {
        byte[] whole = JsonLines.gzip(Stream.of("{\"a\":1}"));

        try (Stream<String> lines = JsonLines.read(body(Arrays.copyOf(whole, whole.length - 4)))) {
            assertThatThrownBy(lines::count).isInstanceOf(UncheckedIOException.class);
        }
    }

    private InputStream body(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }
}
