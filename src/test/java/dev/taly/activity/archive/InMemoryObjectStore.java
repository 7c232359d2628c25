package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A store in memory that keeps the whole contract, and fails where a test wants it to. A fault is code that throws (or
 * blocks) for the objects that it dislikes.
 */
public final class InMemoryObjectStore implements ObjectStore {
    /** S3 lists by UTF-8 bytes; {@link String#compareTo} would put U+E000 after a surrogate pair. */
    private static final Comparator<String> BY_UTF8 =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final ConcurrentNavigableMap<String, NewObject> objects = new ConcurrentSkipListMap<>(BY_UTF8);
    private volatile Consumer<NewObject> before = object -> {};
    private volatile Consumer<NewObject> after = object -> {};

    /** From now on, each create runs it first: if it throws, nothing is stored. */
    public InMemoryObjectStore beforeCreate(Consumer<NewObject> fault) {
        before = requireNonNull(fault);
        return this;
    }

    /** From now on, each create runs it last: if it throws, the object is stored and only the answer is lost. */
    public InMemoryObjectStore afterCreate(Consumer<NewObject> fault) {
        after = requireNonNull(fault);
        return this;
    }

    @Override
    public Stored create(NewObject object) {
        before.accept(object);
        if (!Sha256.of(object.body()).equals(object.sha256())) {
            throw new ObjectStoreException(object.key(), "has another checksum than its bytes");
        }
        NewObject there = objects.putIfAbsent(object.key(), object);
        if (there != null && !there.sha256().equals(object.sha256())) {
            throw new ObjectStoreException(object.key(), "is taken by other bytes");
        }
        after.accept(object);
        return there == null ? new Stored.Written(object.key()) : new Stored.AlreadyPresent(object.key());
    }

    @Override
    public Stream<Listed> list(String prefix, String after) {
        String start = BY_UTF8.compare(after, prefix) > 0 ? after : prefix;
        return objects.tailMap(start, true).entrySet().stream()
                .filter(entry -> !entry.getKey().equals(after))
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> new Listed(entry.getKey(), entry.getValue().body().length));
    }

    @Override
    public Stream<String> folders(String prefix) {
        return list(prefix)
                .map(Listed::key)
                .filter(key -> key.indexOf('/', prefix.length()) > 0)
                .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
                .distinct();
    }

    @Override
    public Optional<Content> get(String key) {
        return Optional.ofNullable(objects.get(key))
                .map(object -> new Content(new ByteArrayInputStream(object.body()), object.metadata()));
    }

    /** Every key, in order. */
    public List<String> keys() {
        return List.copyOf(objects.keySet());
    }
}
