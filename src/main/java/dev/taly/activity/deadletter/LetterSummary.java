package dev.taly.activity.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts letters by why, whose and how old. To be used by one thread. */
public final class LetterSummary {
    private final Instant now;
    private final Map<Why, Group> byReason = new TreeMap<>(
            Comparator.comparing(Why::source).thenComparing(Why::code).thenComparing(Why::pointer));
    private final Map<String, Group> byTenant = new TreeMap<>();
    private final Map<String, Group> byAction = new TreeMap<>();
    private final Map<Age, Group> byAge = new EnumMap<>(Age.class);
    private final Group all = new Group();

    /** A summary of ages at that time. */
    public LetterSummary(Instant now) {
        this.now = now;
    }

    /** Why letters are dead: what they have in common. */
    public record Why(Reason.Source source, String code, String pointer) {}

    /** How old a letter is. SQS deletes it after 14 days. */
    public enum Age {
        /** Up to an hour. */
        HOUR(Duration.ofHours(1)),
        /** Up to a day. */
        DAY(Duration.ofDays(1)),
        /** Up to 4 days. */
        FOUR_DAYS(Duration.ofDays(4)),
        /** Up to 10 days. */
        TEN_DAYS(Duration.ofDays(10)),
        /** Older: SQS deletes it soon. */
        OLDER(Duration.ofSeconds(Long.MAX_VALUE));

        private final Duration atMost;

        Age(Duration atMost) {
            this.atMost = atMost;
        }

        static Age of(Duration age) {
            return List.of(values()).stream()
                    .filter(bucket -> age.compareTo(bucket.atMost) <= 0)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A letter, without its body: there may be many. */
    public record Example(String messageId, Instant sentAt) {}

    /** Some letters that have something in common. */
    public static final class Group {
        private long count;
        private @Nullable Example oldest;

        /** How many. */
        public long count() {
            return count;
        }

        /** The oldest of them; null where there is none. */
        public @Nullable Example oldest() {
            return oldest;
        }

        private void add(Letter letter) {
            count++;
            if (oldest == null || letter.sentAt().isBefore(oldest.sentAt())) {
                oldest = new Example(letter.messageId(), letter.sentAt());
            }
        }
    }

    /** Counts a letter. */
    public void add(Letter letter) {
        Reason reason = letter.reason();
        all.add(letter);
        group(byReason, new Why(reason.source(), reason.code(), reason.pointer()))
                .add(letter);
        group(byTenant, letter.glimpse().tenantId()).add(letter);
        group(byAction, letter.glimpse().action()).add(letter);
        group(byAge, Age.of(Duration.between(letter.sentAt(), now))).add(letter);
    }

    /** All letters. */
    public Group all() {
        return all;
    }

    /** By reason, the most frequent first. */
    public List<Map.Entry<Why, Group>> byReason() {
        return ranked(byReason);
    }

    /** By tenant, the most frequent first; those without one under an empty text. */
    public List<Map.Entry<String, Group>> byTenant() {
        return ranked(byTenant);
    }

    /** By action, the most frequent first; those without one under an empty text. */
    public List<Map.Entry<String, Group>> byAction() {
        return ranked(byAction);
    }

    /** By age, the youngest first. */
    public Map<Age, Group> byAge() {
        return new EnumMap<>(byAge.isEmpty() ? new EnumMap<>(Age.class) : byAge);
    }

    private static <K> Group group(Map<K, Group> groups, K key) {
        return groups.computeIfAbsent(key, any -> new Group());
    }

    private static <K> List<Map.Entry<K, Group>> ranked(Map<K, Group> groups) {
        List<Map.Entry<K, Group>> ranked = new ArrayList<>(groups.entrySet());
        ranked.sort(Comparator.comparing(entry -> -entry.getValue().count()));
        return ranked;
    }
}
