package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.Sha256;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Dead letters in S3, under {@code quarantine/date=<D>/}, D being the UTC day on which SQS took the letter: there they stay
 * when SQS deletes them after its 14 days. Objects are gzipped JSON Lines, created and never overwritten. Safe for any number
 * of threads.
 */
public final class Quarantine {
    /** Every object's key starts with it. */
    public static final String ROOT = "quarantine/";

    private final ObjectStore store;
    private final Clock clock;

    /** A quarantine in that store; the clock tells when a letter is archived. */
    public Quarantine(ObjectStore store, Clock clock) {
        this.store = requireNonNull(store, "store is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Writes letters, one object for each day. When it returns, all of them are durable.
     *
     * @throws ObjectStoreException if that is not certain; some may be there
     */
    public void write(Collection<Letter> letters) {
        write(letters, false);
    }

    /**
     * Keeps a letter as it was before it is mended.
     *
     * @throws ObjectStoreException if it is not certain that it is durable
     */
    void writeMended(Letter letter) {
        write(List.of(letter), true);
    }

    private void write(Collection<Letter> letters, boolean mended) {
        Map<LocalDate, List<Letter>> days =
                letters.stream().collect(Collectors.groupingBy(Letter::date, TreeMap::new, Collectors.toList()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        days.forEach((day, some) -> {
            byte[] body = JsonLines.gzip(some.stream().map(letter -> QuarantineLine.write(letter, now, mended)));
            Sha256 sha256 = Sha256.of(body);
            String key = prefix(day) + JsonLines.name(now, sha256);
            Map<String, String> metadata = Map.of("count", Integer.toString(some.size()));
            store.create(new NewObject(key, body, JsonLines.MEDIA_TYPE, metadata, sha256));
        });
    }

    /**
     * What is there of one day.
     *
     * @throws ObjectStoreException if it can't be read, or is damaged
     */
    public Index index(LocalDate day) {
        Map<String, Sha256> bodies = new HashMap<>();
        read(day, kept -> bodies.put(kept.letter().messageId(), digest(kept.letter())));
        return new Index(bodies);
    }

    /**
     * Gives every letter of one day, in the order of the objects' write times; one may come twice.
     *
     * @throws ObjectStoreException if it can't be read, or is damaged
     */
    public void read(LocalDate day, Consumer<Kept> each) {
        try (Stream<ObjectStore.Listed> objects = store.list(prefix(day))) {
            objects.forEach(object -> read(object.key(), each));
        }
    }

    /** The days of which there is something, in order. */
    public List<LocalDate> days() {
        try (Stream<ObjectStore.Listed> objects = store.list(ROOT)) {
            return objects.map(object -> object.key().substring(ROOT.length()))
                    .filter(name -> name.matches("date=[0-9]{4}-[0-9]{2}-[0-9]{2}/.*"))
                    .map(name -> LocalDate.parse(name.substring("date=".length(), name.indexOf('/'))))
                    .distinct()
                    .toList();
        }
    }

    /**
     * A letter as it is kept.
     *
     * @param letter as it was in the queue
     * @param mended whether it was mended afterwards: then another body went on in its place
     */
    public record Kept(Letter letter, boolean mended) {}

    /** Which letters of a day are kept. */
    public static final class Index {
        private final Map<String, Sha256> bodies;

        private Index(Map<String, Sha256> bodies) {
            this.bodies = bodies;
        }

        /** Whether that letter is there, with just that body. */
        public boolean holds(Letter letter) {
            return digest(letter).equals(bodies.get(letter.messageId()));
        }
    }

    private void read(String key, Consumer<Kept> each) {
        ObjectStore.Content content =
                store.get(key).orElseThrow(() -> new ObjectStoreException(key, "is listed, and not there"));
        try (Stream<String> lines = JsonLines.read(content.body())) {
            lines.map(QuarantineLine::read).forEach(each);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new ObjectStoreException(key, "is damaged", e);
        }
    }

    private static String prefix(LocalDate day) {
        return ROOT + "date=" + day + "/";
    }

    private static Sha256 digest(Letter letter) {
        return Sha256.of(letter.message().body().getBytes(StandardCharsets.UTF_8));
    }
}
