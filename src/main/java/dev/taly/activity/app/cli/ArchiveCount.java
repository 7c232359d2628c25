package dev.taly.activity.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.Partition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What lies in {@code events/}, counted from the objects themselves. */
final class ArchiveCount {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Tally> partitions = new TreeMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Tally all = new Tally();

    /** Objects, lines and stored bytes. */
    static final class Tally {
        private long objects;
        private long lines;
        private long bytes;

        long objects() {
            return objects;
        }

        long lines() {
            return lines;
        }

        long bytes() {
            return bytes;
        }

        private void add(long addedLines, long addedBytes) {
            objects++;
            lines += addedLines;
            bytes += addedBytes;
        }
    }

    /** Counts every object but those of the given keys. */
    static ArchiveCount of(ObjectStore store, Set<String> except) {
        ArchiveCount count = new ArchiveCount();
        try (Stream<ObjectSource.Listed> objects = store.list(Partition.ROOT)) {
            objects.filter(object -> !except.contains(object.key())).forEach(object -> count.add(store, object));
        }
        return count;
    }

    /** The keys that are there. */
    static Set<String> keys(ObjectStore store) {
        Set<String> keys = new HashSet<>();
        try (Stream<ObjectSource.Listed> objects = store.list(Partition.ROOT)) {
            objects.forEach(object -> keys.add(object.key()));
        }
        return keys;
    }

    /** By partition, without {@code events/}: {@code tenant=…/date=…}. */
    Map<String, Tally> partitions() {
        return partitions;
    }

    Tally all() {
        return all;
    }

    Set<String> ids() {
        return ids;
    }

    private void add(ObjectStore store, ObjectSource.Listed object) {
        ObjectSource.Content content = store.get(object.key()).orElseThrow();
        long lines = 0;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(content.body()), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                ids.add(id(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + object.key(), e);
        }
        String partition =
                object.key().substring(Partition.ROOT.length(), object.key().lastIndexOf('/'));
        partitions.computeIfAbsent(partition, name -> new Tally()).add(lines, object.size());
        all.add(lines, object.size());
    }

    private static String id(String line) throws IOException {
        try (JsonParser in = JSON.createParser(line)) {
            in.nextToken();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                if (name.equals("id") && in.currentToken() == JsonToken.VALUE_STRING) {
                    return in.getText();
                }
                in.skipChildren();
            }
        }
        throw new IOException("a line has no id");
    }
}
