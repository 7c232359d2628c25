package dev.taly.activity.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.archive.ObjectSource.Listed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory lists and reads as the bucket would of which it is a copy. */
final class DirectoryObjectsTest {
    private static final long SEED = 5;

    @TempDir
    private Path directory;

    @Test
    void everyListing_isThatOfTheStore() throws IOException {
        InMemoryObjectStore store = new InMemoryObjectStore();
        Random random = new Random(SEED);
        String[] names = {"a", "a-", "a.b", "b", "é", "\ue000", "date=2024-03-28", "tenant=a"};
        for (int i = 0; i < 200; i++) {
            String key = names[random.nextInt(8)] + "/" + names[random.nextInt(8)] + "/" + i + ".gz";
            put(key, "object " + i);
            store.create(NewObject.of(key, bytes("object " + i), "text/plain", Map.of()));
        }
        DirectoryObjects copy = new DirectoryObjects(directory);

        List<String> keys = store.keys();
        for (String prefix : List.of("", "a", "a/", "a/a", "a-/", "a.b/b/", "none/", keys.get(3), "tenant=a/date")) {
            for (String after : List.of("", "a/", "a-/b/", "a/b/5", "zzz", keys.get(100), keys.get(150), "\ue000/")) {
                assertThat(listed(copy, prefix, after))
                        .describedAs("seed %d, prefix %s, after %s", SEED, prefix, after)
                        .isEqualTo(listed(store, prefix, after));
            }
        }
        for (String prefix : List.of("", "a/", "none/", "tenant=a/")) {
            assertThat(folders(copy, prefix)).describedAs(prefix).isEqualTo(folders(store, prefix));
        }
    }

    @Test
    void get_readsTheFile() throws IOException {
        put("events/x.gz", "bytes");

        try (InputStream body =
                new DirectoryObjects(directory).get("events/x.gz").orElseThrow().body()) {
            assertThat(body.readAllBytes()).isEqualTo(bytes("bytes"));
        }
    }

    @Test
    void nothingOutsideOfTheDirectory_hasAKey() throws IOException {
        Files.createDirectory(directory.resolve("inside"));
        put("secret", "x");
        DirectoryObjects copy = new DirectoryObjects(directory.resolve("inside"));

        assertThat(copy.get("../secret")).isEmpty();
        assertThat(copy.get(directory.resolve("secret").toString())).isEmpty();
        assertThat(copy.get("secret")).isEmpty();
        assertThat(copy.get("")).isEmpty();
        assertThat(listed(copy, "", "")).isEmpty();
    }

    @Test
    void symbolicLinks_areRefused_butTheDirectoryMayBeOne() throws IOException {
        put("inside/events/x", "x");
        put("outside/tenant=b/y", "y");
        Files.createSymbolicLink(directory.resolve("inside/link"), directory.resolve("outside"));
        Files.createSymbolicLink(directory.resolve("here"), directory.resolve("inside"));
        DirectoryObjects copy = new DirectoryObjects(directory.resolve("here"));

        assertThat(listed(copy, "events/", "")).containsExactly(new Listed("events/x", 1));
        assertThatThrownBy(() -> listed(copy, "", ""))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("link: is a symbolic link");
        assertThatThrownBy(() -> folders(copy, "link/")).isInstanceOf(ObjectStoreException.class);
        assertThatThrownBy(() -> copy.get("link/tenant=b/y")).isInstanceOf(ObjectStoreException.class);
    }

    @Test
    void theWorkingDirectory_isADirectoryLikeAnyOther() {
        assertThat(new DirectoryObjects(Path.of("")).get("pom.xml")).isPresent();
        assertThat(new DirectoryObjects(Path.of(".")).get("pom.xml")).isPresent();
    }

    @Test
    void aFileThatCannotBeListed_isTheSourcesFailure() {
        DirectoryObjects copy = new DirectoryObjects(directory.resolve("x".repeat(300)));

        assertThatThrownBy(() -> copy.folders("")).isInstanceOf(ObjectStoreException.class);
    }

    private static List<Listed> listed(ObjectSource source, String prefix, String after) {
        try (Stream<Listed> listed = source.list(prefix, after)) {
            return listed.toList();
        }
    }

    private static List<String> folders(ObjectSource source, String prefix) {
        try (Stream<String> folders = source.folders(prefix)) {
            return folders.toList();
        }
    }

    private void put(String key, String text) {
        try {
            Path file = directory.resolve(key);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
