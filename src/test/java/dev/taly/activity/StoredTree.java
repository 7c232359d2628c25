package dev.taly.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What is stored under {@code events/}, read without any code of the product: keys, gzip and JSON by other people's
 * libraries. Every line must lie in the partition of its tenant and UTC date.
 */
public final class StoredTree {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern UNFINISHED = Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

    private final List<JsonNode> lines = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private int objects;

    /** What lies on disk; an upload that the local S3 has not finished is no object yet, and may be gone when one looks. */
    public static StoredTree at(Path data) {
        StoredTree tree = new StoredTree();
        try (Stream<Path> files = Files.walk(data.resolve("events"))) {
            for (Path file : (Iterable<Path>) files.filter(StoredTree::isObject)::iterator) {
                tree.add(data.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return at(data);
            }
            throw e;
        }
        return tree;
    }

    private static boolean isObject(Path file) {
        return Files.isRegularFile(file)
                && !UNFINISHED.matcher(file.getFileName().toString()).find();
    }

    /** What lies in a bucket. */
    public static StoredTree in(S3Client s3, String bucket) {
        StoredTree tree = new StoredTree();
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix("events/"))
                .contents()
                .forEach(object -> tree.add(
                        object.key(),
                        s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key()))
                                .asByteArray()));
        return tree;
    }

    public List<JsonNode> lines() {
        return lines;
    }

    /** The lines as they stand there, in the order of {@link #lines}. */
    public List<String> texts() {
        return texts;
    }

    public int objects() {
        return objects;
    }

    public Set<String> ids() {
        Set<String> ids = new HashSet<>();
        lines.forEach(line -> ids.add(line.get("id").textValue()));
        return ids;
    }

    private void add(String key, byte[] gzip) {
        String[] names = key.split("/", -1);
        assertThat(names).as(key).hasSize(4);
        assertThat(names[3]).matches("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[0-9a-f]{16}\\.jsonl\\.gz");
        String text = text(key, gzip);
        assertThat(text).endsWith("\n");
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            JsonNode event = json(line);
            assertThat(names[1]).isEqualTo("tenant=" + event.get("tenantId").textValue());
            assertThat(names[2])
                    .isEqualTo("date=" + utcDate(event.get("timestamp").textValue()));
            lines.add(event);
            texts.add(line);
        }
        objects++;
    }

    private static String utcDate(String timestamp) {
        return OffsetDateTime.parse(timestamp)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    private static String text(String key, byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(key, e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
