package dev.taly.activity.archive;

import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.StoredEvent;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Events as gzipped JSON Lines: each line ends in {@code \n}, and gzip has exactly one member. */
final class JsonLines {
    private static final int BUFFER = 8 * 1024;

    private JsonLines() {}

    /** The stored bytes; the same events in the same order give the same bytes on the same JDK. */
    static byte[] gzip(List<StoredEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 * events.size());
        // Buffered, because each call of zlib is a native one.
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(bytes, BUFFER), BUFFER)) {
            for (StoredEvent event : events) {
                out.write(EventCodec.encode(event).getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    static EventTime first(Collection<StoredEvent> events) {
        return times(events).min(Comparator.naturalOrder()).orElseThrow();
    }

    static EventTime last(Collection<StoredEvent> events) {
        return times(events).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static Stream<EventTime> times(Collection<StoredEvent> events) {
        return events.stream().map(stored -> stored.event().timestamp());
    }
}
