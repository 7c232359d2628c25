package dev.taly.activity.audit;

import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An archive in memory that a test writes line by line, good or bad. */
final class WrittenArchive {
    static final Instant NOON = Instant.parse("2024-03-28T12:00:00Z");
    static final TimeRange THE_28TH =
            new TimeRange(Instant.parse("2024-03-28T00:00:00Z"), Instant.parse("2024-03-29T00:00:00Z"));

    private final InMemoryObjectStore store = new InMemoryObjectStore();

    InMemoryObjectStore store() {
        return store;
    }

    /** Reads that selection, as stored, and adds its events' ids. */
    ReadReport read(Selection selection, List<String> ids) throws IOException {
        return new ArchiveReader(store).read(selection, EventFilter.all(), line -> ids.add(line.id()));
    }

    /** Puts an object of those lines where its name says that it was written then; returns its key. */
    String put(String tenant, String date, Instant writtenAt, String... lines) {
        return put(tenant, date, writtenAt, Map.of(), JsonLines.gzip(Stream.of(lines)));
    }

    /** Puts an object of those stored bytes. */
    String put(String tenant, String date, Instant writtenAt, Map<String, String> metadata, byte[] body) {
        String key = "events/tenant=" + tenant + "/date=" + date + "/" + JsonLines.name(writtenAt, Sha256.of(body));
        store.create(NewObject.of(key, body, JsonLines.MEDIA_TYPE, metadata));
        return key;
    }

    /** A line of an event. */
    static String line(String id, String tenant, String timestamp, String... more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", '"' + id + '"');
        fields.put("tenantId", '"' + tenant + '"');
        fields.put("actorId", "\"someone\"");
        fields.put("action", "\"user_login\"");
        fields.put("resource", "\"session\"");
        fields.put("timestamp", '"' + timestamp + '"');
        fields.put("level", "\"info\"");
        fields.put("receivedAt", "\"2024-03-28T12:00:00Z\"");
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        StringBuilder json = new StringBuilder();
        fields.forEach((name, value) -> json.append(json.isEmpty() ? "{\"" : ",\"")
                .append(name)
                .append("\":")
                .append(value));
        return json.append('}').toString();
    }

    static byte[] gzip(List<String> lines) {
        return JsonLines.gzip(lines.stream());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
