package dev.taly.activity.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.archive.ObjectSource.Content;
import dev.taly.activity.archive.ObjectSource.Listed;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises, whatever stands behind it. A subclass gives an empty one for each test. */
abstract class ObjectStoreContractTest {
    private ObjectStore store;

    /** A store without objects. */
    abstract ObjectStore emptyStore() throws Exception;

    @BeforeEach
    final void startEmpty() throws Exception {
        store = emptyStore();
    }

    @Test
    void create_writesTheBytesAndTheMetadata() throws IOException {
        NewObject object = NewObject.of("a/b.txt", bytes("first"), "text/plain", Map.of("count", "1", "first", "f"));

        assertThat(store.create(object)).isEqualTo(new Stored.Written("a/b.txt"));

        assertThat(read("a/b.txt")).isEqualTo("first");
        try (var body = store.get("a/b.txt").orElseThrow().body()) {
            assertThat(body.read()).isEqualTo('f');
        }
        assertThat(store.get("a/b.txt").map(Content::metadata))
                .hasValueSatisfying(metadata ->
                        assertThat(metadata).containsEntry("count", "1").containsEntry("first", "f"));
    }

    @Test
    void create_ofTheSameBytesAgainIsAlreadyPresent() throws IOException {
        store.create(text("k", "same"));

        assertThat(store.create(text("k", "same"))).isEqualTo(new Stored.AlreadyPresent("k"));
        assertThat(read("k")).isEqualTo("same");
    }

    @Test
    void create_ofOtherBytesFailsAndLeavesTheOldOnes() throws IOException {
        store.create(text("k", "old"));

        assertThatThrownBy(() -> store.create(text("k", "new")))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("k: is taken by other bytes");
        assertThat(read("k")).isEqualTo("old");
        assertThat(keys("")).containsExactly("k");
    }

    @Test
    void create_refusesBytesThatDoNotMatchTheirChecksum() {
        NewObject damaged = new NewObject("k", bytes("damaged"), "text/plain", Map.of(), Sha256.of(bytes("sent")));

        assertThatThrownBy(() -> store.create(damaged)).isInstanceOf(ObjectStoreException.class);
        assertThat(store.get("k")).isEmpty();
    }

    @Test
    void create_ofManyWritersHasOneWinner() throws Exception {
        int writers = 16;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Boolean>> race = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                NewObject mine = text("contested", "writer " + i);
                race.add(() -> {
                    try {
                        return store.create(mine) instanceof Stored.Written;
                    } catch (ObjectStoreException e) {
                        return false;
                    }
                });
            }
            int winner = -1;
            List<Future<Boolean>> results = threads.invokeAll(race);
            for (int i = 0; i < writers; i++) {
                if (results.get(i).get()) {
                    assertThat(winner).describedAs("an earlier winner").isEqualTo(-1);
                    winner = i;
                }
            }
            assertThat(read("contested")).isEqualTo("writer " + winner);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void create_ofManyEqualWritersFailsNone() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Stored>> race = Collections.nCopies(16, () -> store.create(text("shared", "equal")));
            List<Stored> results = new ArrayList<>();
            for (Future<Stored> result : threads.invokeAll(race)) {
                results.add(result.get());
            }
            assertThat(results).filteredOn(Stored.Written.class::isInstance).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void list_isInTheOrderOfUtf8BytesAcrossPages() throws Exception {
        List<String> keys = IntStream.range(0, 1_005)
                .mapToObj(i -> String.format("page/%04d", i))
                .toList();
        List<String> shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, new Random(1));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (Future<Stored> write : threads.invokeAll(shuffled.stream()
                    .<Callable<Stored>>map(key -> () -> store.create(text(key, "x")))
                    .toList())) {
                write.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(keys("page/")).containsExactlyElementsOf(keys);
        try (Stream<Listed> some = store.list("page/")) {
            assertThat(some.limit(2).map(Listed::key)).containsExactly("page/0000", "page/0001");
        }
    }

    @Test
    void list_ordersTheKeysOfPartitionsByBytes() {
        // '-' and '.' sort before '/', digits and letters after it: a walk through folders would get this wrong.
        List<String> keys = Stream.of("a", "a-", "a-b", "a.", "a.b", "a_", "aB", "ab", "A", "Z", "0")
                .map(tenant -> new Partition(tenant, LocalDate.EPOCH).prefix() + "x.jsonl.gz")
                .sorted()
                .toList();
        keys.forEach(key -> store.create(text(key, "x")));

        assertThat(keys(Partition.ROOT)).containsExactlyElementsOf(keys);
    }

    @Test
    void list_hasOnlyWhatThePrefixCovers() {
        Stream.of("events/tenant=a/1", "events/tenant=ab/1", "events/tenant=a-/1", "receipts/1")
                .forEach(key -> store.create(text(key, "12345")));

        assertThat(keys("events/tenant=a/")).containsExactly("events/tenant=a/1");
        assertThat(keys("events/tenant=a"))
                .containsExactly("events/tenant=a-/1", "events/tenant=a/1", "events/tenant=ab/1");
        assertThat(keys("nothing/")).isEmpty();
        try (Stream<Listed> listed = store.list("receipts/")) {
            assertThat(listed).containsExactly(new Listed("receipts/1", 5));
        }
    }

    @Test
    void list_afterAKeyHasOnlyWhatComesThen() {
        Stream.of("events/tenant=a/1", "events/tenant=a/2", "events/tenant=a/3/4", "events/tenant=b/1")
                .forEach(key -> store.create(text(key, "x")));

        assertThat(keysAfter("events/tenant=a/", "events/tenant=a/1"))
                .containsExactly("events/tenant=a/2", "events/tenant=a/3/4");
        assertThat(keysAfter("events/tenant=a/", "events/tenant=a/2x")).containsExactly("events/tenant=a/3/4");
        assertThat(keysAfter("events/tenant=a/", "events/tenant=a/3/")).containsExactly("events/tenant=a/3/4");
        assertThat(keysAfter("events/tenant=a/", "events/tenant=a/4")).isEmpty();
        assertThat(keysAfter("events/tenant=b/", "events/tenant=a/9")).containsExactly("events/tenant=b/1");
    }

    @Test
    void folders_areThoseRightUnderThePrefix() {
        Stream.of("events/tenant=a/date=1/x", "events/tenant=a/date=2/y", "events/tenant=a-/date=1/z", "events/f", "x")
                .forEach(key -> store.create(text(key, "x")));

        assertThat(folders("")).containsExactly("events/");
        assertThat(folders("events/")).containsExactly("events/tenant=a-/", "events/tenant=a/");
        assertThat(folders("events/tenant=a/")).containsExactly("events/tenant=a/date=1/", "events/tenant=a/date=2/");
        assertThat(folders("none/")).isEmpty();
    }

    @Test
    void get_ofNothingIsEmpty() {
        assertThat(store.get("events/tenant=a/none")).isEmpty();
    }

    @Test
    void keys_ofTheOddestPartitionsStayWhatTheyAre() throws IOException {
        List<String> keys = Stream.of("a..", "0...-_.", "A..", "con", "x".repeat(64), "a.jsonl.gz")
                .map(tenant -> new Partition(tenant, LocalDate.of(0, 1, 1)))
                .map(partition -> partition.key(Instant.EPOCH, Sha256.of(bytes(partition.tenantId()))))
                .toList();
        for (String key : keys) {
            store.create(text(key, key));
        }

        assertThat(keys("")).containsExactlyInAnyOrderElementsOf(keys);
        for (String key : keys) {
            assertThat(read(key)).isEqualTo(key);
        }
    }

    private List<String> keys(String prefix) {
        try (Stream<Listed> listed = store.list(prefix)) {
            return listed.map(Listed::key).toList();
        }
    }

    private String read(String key) throws IOException {
        try (var body = store.get(key).orElseThrow().body()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    private static NewObject text(String key, String text) {
        return NewObject.of(key, bytes(text), "text/plain", Map.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private List<String> keysAfter(String prefix, String after) {
        try (Stream<Listed> listed = store.list(prefix, after)) {
            return listed.map(Listed::key).toList();
        }
    }

    private List<String> folders(String prefix) {
        try (Stream<String> folders = store.folders(prefix)) {
            return folders.toList();
        }
    }
}
