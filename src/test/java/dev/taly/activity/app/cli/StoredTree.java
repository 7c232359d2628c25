package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What lies on disk, read without any code of the product: file names, gzip and JSON by other people's libraries.
 *
 * @param lines every line of every object under {@code events/}
 */
record StoredTree(List<JsonNode> lines, int objects) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static StoredTree at(Path data) {
        List<JsonNode> lines = new ArrayList<>();
        int objects = 0;
        try (Stream<Path> files = Files.walk(data.resolve("events"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                lines.addAll(read(data.resolve("events"), file));
                objects++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StoredTree(lines, objects);
    }

    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        lines.forEach(line -> ids.add(line.get("id").textValue()));
        return ids;
    }

    /** The lines of one object, each in the partition of its tenant and UTC date. */
    private static List<JsonNode> read(Path events, Path file) throws IOException {
        Path place = events.relativize(file);
        assertThat(place.getNameCount()).as("%s", place).isEqualTo(3);
        assertThat(place.getName(2).toString()).matches("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[0-9a-f]{16}\\.jsonl\\.gz");
        String text;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(text).endsWith("\n");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.stripTrailing().split("\n", -1)) {
            JsonNode event = JSON.readTree(line);
            assertThat("tenant=" + event.get("tenantId").textValue())
                    .isEqualTo(place.getName(0).toString());
            assertThat("date="
                            + OffsetDateTime.parse(event.get("timestamp").textValue())
                                    .withOffsetSameInstant(ZoneOffset.UTC)
                                    .toLocalDate())
                    .isEqualTo(place.getName(1).toString());
            lines.add(event);
        }
        return lines;
    }
}
