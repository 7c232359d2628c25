package dev.taly.activity.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bucket on disk. What it does as an object store is held by the store's contract. */
final class LocalS3IT {
    private static final String OBJECT = "events/tenant=a/date=2024-03-28/x.jsonl.gz";

    @TempDir
    private Path directory;

    @Test
    void object_isAPlainFileOfTheSameNameAndSurvivesARestart() throws Exception {
        try (LocalS3 s3 = LocalS3.start(directory, "log")) {
            put(s3, OBJECT);
        }
        assertThat(directory.resolve(OBJECT)).hasContent("bytes");
        try (LocalS3 s3 = LocalS3.start(directory, "log")) {
            assertThat(get(s3, OBJECT).body()).isEqualTo("bytes");
        }
    }

    @Test
    void relativeDirectory_isAsGoodAsAnAbsoluteOne() throws Exception {
        Path relative = Path.of("").toAbsolutePath().relativize(directory.toRealPath());
        try (LocalS3 s3 = LocalS3.start(relative.resolve("deeper"), "log")) {
            put(s3, OBJECT);
        }
        assertThat(directory.resolve("deeper").resolve(OBJECT)).exists();
    }

    @Test
    void fileThatAKilledProcessLeftUnfinished_isRemovedAtTheNextStart() throws Exception {
        Path unfinished = directory.resolve(OBJECT + "-0b5c1a52-5d1c-4c8e-9a3f-0123456789ab");
        Files.createDirectories(unfinished.resolveSibling("."));
        Files.writeString(unfinished, "by");
        try (LocalS3 s3 = LocalS3.start(directory, "log")) {
            put(s3, OBJECT);
        }
        assertThat(unfinished).doesNotExist();
        assertThat(directory.resolve(OBJECT)).exists();
    }

    @Test
    void directory_belongsToOneStackAtATime() throws Exception {
        try (LocalS3 first = LocalS3.start(directory, "log")) {
            assertThatThrownBy(() -> LocalS3.start(directory, "log"))
                    .isInstanceOf(LocalAwsException.class)
                    .hasMessageContaining("another local stack");
            put(first, OBJECT);
        }
    }

    private static void put(LocalS3 s3, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at(s3, key))
                .PUT(HttpRequest.BodyPublishers.ofString("bytes"))
                .build();
        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(LocalS3 s3, String key) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(s3, key)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI at(LocalS3 s3, String key) {
        return s3.endpoint().resolve("/log/" + key);
    }
}
