package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.archive.JsonLines;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectSource;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.archive.Sha256;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Dead letters of one queue in S3, where they stay when SQS deletes them after its 14 days. Safe for any number of threads.
 *
 * <pre>
 * quarantine/date=D/…jsonl.gz    letters, D being the UTC day on which SQS took them
 * quarantine/mended/…jsonl.gz    which of them went on with another body
 * </pre>
 *
 * <p>Objects are gzipped JSON Lines, created and never overwritten. One that can't be read is named to the caller and
 * counts as not there: a letter in it is written once more, is not deleted, and is not brought back.
 */
public final class Quarantine {
    /** Every object's key starts with it. */
    public static final String ROOT = "quarantine/";

    private static final String MENDED = ROOT + "mended/";

    private final ObjectStore store;
    private final String queue;
    private final Clock clock;

    /**
     * A quarantine in that store.
     *
     * @param queue the name of the dead letter queue
     * @param clock tells when a letter is archived
     */
    public Quarantine(ObjectStore store, String queue, Clock clock) {
        this.store = requireNonNull(store, "store is null");
        this.queue = requireNonNull(queue, "queue is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * A letter as it is kept.
     *
     * @param letter as it was in the queue
     * @param queue that queue's name
     */
    record Kept(Letter letter, String queue) {}

    /**
     * Writes letters, one object for each day. When it returns, all of them are durable.
     *
     * @throws ObjectStoreException if that is not certain; some may be there
     */
    public void write(Collection<Letter> letters) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        letters.stream()
                .collect(Collectors.groupingBy(Letter::date, TreeMap::new, Collectors.toList()))
                .forEach((day, some) -> create(
                        prefix(day),
                        now,
                        some.stream()
                                .map(letter -> QuarantineLine.write(letter, queue, now))
                                .toList()));
    }

    /**
     * Notes that those letters went on with other bodies, so that nobody brings them back.
     *
     * @throws ObjectStoreException if it is not certain that this is durable
     */
    public void writeMended(Collection<Letter> letters) {
        if (!letters.isEmpty()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            create(
                    MENDED,
                    now,
                    letters.stream()
                            .map(letter -> QuarantineLine.writeMended(letter, now))
                            .toList());
        }
    }

    /**
     * Which letters of one day are there.
     *
     * @param damaged hears the keys of objects that can't be read
     * @throws ObjectStoreException if the store does not answer
     */
    public Index index(LocalDate day, Consumer<String> damaged) {
        Map<String, Sha256> bodies = new HashMap<>();
        read(
                prefix(day),
                line -> {
                    Letter letter = QuarantineLine.read(line).letter();
                    bodies.put(letter.messageId(), digest(letter));
                },
                damaged);
        return new Index(bodies);
    }

    /**
     * Gives every letter of this queue and of one day that did not go on with another body; one may come twice.
     *
     * @param damaged hears the keys of objects that can't be read
     * @throws ObjectStoreException if the store does not answer
     */
    public void read(LocalDate day, Consumer<Letter> each, Consumer<String> damaged) {
        Set<String> mended = new HashSet<>();
        read(MENDED, line -> mended.add(QuarantineLine.readMended(line)), damaged);
        read(
                prefix(day),
                line -> {
                    Kept kept = QuarantineLine.read(line);
                    if (kept.queue().equals(queue) && !mended.contains(identity(kept.letter()))) {
                        each.accept(kept.letter());
                    }
                },
                damaged);
    }

    /** The days of which there is something, in order. */
    public List<LocalDate> days() {
        try (Stream<ObjectSource.Listed> objects = store.list(ROOT + "date=")) {
            return objects.map(object -> object.key().substring(ROOT.length()))
                    .filter(name -> name.matches("date=[0-9]{4}-[0-9]{2}-[0-9]{2}/.*"))
                    .map(name -> LocalDate.parse(name.substring("date=".length(), name.indexOf('/'))))
                    .distinct()
                    .toList();
        }
    }

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

    /** What stays the same of a letter that is brought back: its first id and its body. */
    static String identity(Letter letter) {
        return letter.firstId() + " " + digest(letter).hex();
    }

    static Sha256 digest(Letter letter) {
        return Sha256.of(letter.message().body().getBytes(StandardCharsets.UTF_8));
    }

    private void create(String prefix, Instant now, List<String> lines) {
        byte[] body = JsonLines.gzip(lines.stream());
        Sha256 sha256 = Sha256.of(body);
        Map<String, String> metadata = Map.of("count", Integer.toString(lines.size()));
        store.create(new NewObject(prefix + JsonLines.name(now, sha256), body, JsonLines.MEDIA_TYPE, metadata, sha256));
    }

    /** An object is read whole or not at all. */
    private void read(String prefix, Consumer<String> each, Consumer<String> damaged) {
        List<String> keys;
        try (Stream<ObjectSource.Listed> objects = store.list(prefix)) {
            keys = objects.map(ObjectSource.Listed::key).toList();
        }
        for (String key : keys) {
            ObjectSource.Content content =
                    store.get(key).orElseThrow(() -> new ObjectStoreException(key, "is listed, and not there"));
            try {
                List<String> whole = new ArrayList<>();
                try (Stream<String> lines = JsonLines.read(content.body())) {
                    lines.forEach(whole::add);
                }
                whole.forEach(each);
            } catch (UncheckedIOException | IllegalArgumentException e) {
                damaged.accept(key);
            }
        }
    }

    private static String prefix(LocalDate day) {
        return ROOT + "date=" + day + "/";
    }
}
