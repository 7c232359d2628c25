package dev.taly.activity.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.archive.ObjectSource.Listed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Answers of S3 that no emulator gives on demand. */
final class S3ObjectStoreTest {
    private static final NewObject OBJECT = NewObject.of("k", "mine".getBytes(UTF_8), "text/plain", Map.of());

    private final StubS3 s3 = new StubS3();
    private final ObjectStore store = new S3ObjectStore(s3, "bucket");

    /** Else a bucket that locks by default may refuse it, and no event would be stored. */
    @Test
    void create_sendsBothDigests() {
        s3.puts(200);

        store.create(OBJECT);

        assertThat(s3.lastPut().contentMD5()).isEqualTo("kYuB216R0DFUi5Y8k4ReWw==");
        assertThat(s3.lastPut().checksumSHA256()).isEqualTo(OBJECT.sha256().base64());
    }

    @Test
    void create_isAlreadyPresentWhenAnEarlierTryWasStoredAndItsAnswerLost() {
        s3.puts(412).heads(head -> checksum(OBJECT.sha256().base64()));

        assertThat(store.create(OBJECT)).isEqualTo(new Stored.AlreadyPresent("k"));
    }

    @Test
    void create_failsWhenTheKeyIsTakenByOtherBytes() {
        s3.puts(412).heads(head -> checksum(Sha256.of(new byte[0]).base64()));

        assertThatThrownBy(() -> store.create(OBJECT))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessage("k: is taken by other bytes");
    }

    @Test
    void create_comparesTheBytesWhenTheTakenKeyHasNoChecksum() {
        assertThat(createWhereTakenBy(OBJECT.body())).isEqualTo(new Stored.AlreadyPresent("k"));
    }

    @Test
    void create_failsWhenTheTakenKeyHasNoChecksumAndOtherBytes() {
        byte[] longer = Arrays.copyOf(OBJECT.body(), OBJECT.body().length + 1);
        byte[] shorter = Arrays.copyOf(OBJECT.body(), OBJECT.body().length - 1);
        for (byte[] other : List.of(longer, shorter)) {
            assertThatThrownBy(() -> createWhereTakenBy(other))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessage("k: is taken by other bytes");
        }
    }

    private Stored createWhereTakenBy(byte[] bytes) {
        s3.puts(412)
                .heads(head -> HeadObjectResponse.builder().build())
                .gets(new ByteArrayInputStream(bytes), bytes.length);
        return store.create(OBJECT);
    }

    @Test
    void create_failsWhenTheTakenKeyCannotBeRead() {
        s3.puts(412).heads(head -> {
            throw StubS3.failure(403);
        });

        assertThatThrownBy(() -> store.create(OBJECT))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessage("k: is taken, and cannot be compared");
    }

    @Test
    void create_triesAgainWhenAnotherRequestForTheKeyIsUnderWay() {
        s3.puts(409, 409, 200);

        assertThat(store.create(OBJECT)).isEqualTo(new Stored.Written("k"));
    }

    @Test
    void create_comparesWhenTheOtherRequestWon() {
        s3.puts(409, 412).heads(head -> checksum(OBJECT.sha256().base64()));

        assertThat(store.create(OBJECT)).isEqualTo(new Stored.AlreadyPresent("k"));
    }

    @Test
    void create_givesUpOnConflictsInTheEnd() {
        s3.puts(409, 409, 409, 409, 200);

        assertThatThrownBy(() -> store.create(OBJECT)).isInstanceOf(ObjectStoreException.class);
        assertThat(s3.putsLeft()).isEqualTo(1);
    }

    @Test
    void create_failsWhenS3DoesNotAnswer() {
        assertThatThrownBy(() -> store.create(OBJECT))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessage("k: cannot be written");
    }

    @Test
    void list_readsAPageOnlyWhenItIsReached() {
        s3.lists(list -> list.continuationToken() == null ? page("a", "next") : fail());

        try (Stream<Listed> listed = store.list("")) {
            assertThat(listed.limit(1)).containsExactly(new Listed("a", 1));
        }
    }

    @Test
    void list_thatBreaksOnALaterPageIsTheStoresFailure() {
        s3.lists(list -> list.continuationToken() == null ? page("a", "next") : fail());

        assertThatThrownBy(() -> {
                    try (Stream<Listed> listed = store.list("p/")) {
                        listed.forEach(one -> assertThat(one.key()).isEqualTo("a"));
                    }
                })
                .isInstanceOf(ObjectStoreException.class)
                .hasMessage("p/: cannot be listed");
    }

    @Test
    void list_goesOnAfterAnEmptyPage() {
        s3.lists(list -> list.continuationToken() == null
                ? ListObjectsV2Response.builder()
                        .isTruncated(true)
                        .nextContinuationToken("next")
                        .build()
                : page("b", null));

        try (Stream<Listed> listed = store.list("")) {
            assertThat(listed).containsExactly(new Listed("b", 1));
        }
    }

    @Test
    void list_thatIsCutOffWithoutATokenIsNoWholeList() {
        s3.lists(list -> page("a", null).toBuilder().isTruncated(true).build());

        assertThatThrownBy(() -> {
                    try (Stream<Listed> listed = store.list("p/")) {
                        assertThat(listed.count()).isEqualTo(1);
                    }
                })
                .isInstanceOf(ObjectStoreException.class);
    }

    @Test
    void get_thatBreaksInTheMiddleIsTheStoresFailure() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[10]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }
        });
        s3.gets(broken, 20);

        assertThatThrownBy(() -> readAll("k"))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessage("k: broke off while it was read")
                .hasRootCauseMessage("connection reset");
    }

    @Test
    void get_thatEndsTooEarlyIsNoWholeObject() {
        s3.gets(new ByteArrayInputStream(new byte[10]), 20);

        assertThatThrownBy(() -> readAll("k"))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessage("k: ended 10 bytes too early");
    }

    @Test
    void get_readsToTheEnd() throws IOException {
        s3.gets(new ByteArrayInputStream(new byte[] {1, -1, 3}), 3);

        assertThat(readAll("k")).containsExactly(1, -1, 3);
    }

    private byte[] readAll(String key) throws IOException {
        try (InputStream body = store.get(key).orElseThrow().body()) {
            return body.readAllBytes();
        }
    }

    private static HeadObjectResponse checksum(String base64) {
        return HeadObjectResponse.builder().checksumSHA256(base64).build();
    }

    private static ListObjectsV2Response page(String key, @Nullable String next) {
        return ListObjectsV2Response.builder()
                .contents(S3Object.builder().key(key).size(1L).build())
                .isTruncated(next != null)
                .nextContinuationToken(next)
                .build();
    }

    private static ListObjectsV2Response fail() {
        throw StubS3.unreachable();
    }
}
