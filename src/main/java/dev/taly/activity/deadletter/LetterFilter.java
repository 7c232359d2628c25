package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which letters: those for which each criterion holds; an empty set or null holds for all.
 *
 * @param sources who put it there
 * @param codes {@link Reason#code}
 * @param tenants the tenant in its body; an empty text is a letter without one
 * @param actions the action in its body; an empty text is a letter without one
 * @param before sent before that time
 * @param ids the start, of at least {@value #SHORTEST_ID} characters, of its message id, its first one or its event's
 */
public record LetterFilter(
        Set<Reason.Source> sources,
        Set<String> codes,
        Set<String> tenants,
        Set<String> actions,
        @Nullable Instant before,
        Set<String> ids)
        implements Predicate<Letter> {
    /** The fewest characters of an id. */
    public static final int SHORTEST_ID = 4;

    /** Every letter. */
    public static final LetterFilter ALL = new LetterFilter(Set.of(), Set.of(), Set.of(), Set.of(), null, Set.of());

    /**
     * Checks the ids.
     *
     * @throws IllegalArgumentException if one is too short
     */
    public LetterFilter {
        sources = Set.copyOf(sources);
        codes = Set.copyOf(codes);
        tenants = Set.copyOf(tenants);
        actions = Set.copyOf(actions);
        ids = Set.copyOf(ids);
        if (ids.stream().anyMatch(id -> id.length() < SHORTEST_ID)) {
            throw new IllegalArgumentException("an id needs at least " + SHORTEST_ID + " characters");
        }
    }

    /** The letters whose id starts so. */
    public static LetterFilter ofId(String id) {
        return new LetterFilter(Set.of(), Set.of(), Set.of(), Set.of(), null, Set.of(requireNonNull(id)));
    }

    @Override
    public boolean test(Letter letter) {
        return holds(sources, letter.reason().source())
                && holds(codes, letter.reason().code())
                && holds(tenants, letter.glimpse().tenantId())
                && holds(actions, letter.glimpse().action())
                && (before == null || letter.sentAt().isBefore(before))
                && (ids.isEmpty() || ids.stream().anyMatch(id -> isOf(letter, id)));
    }

    private static <T> boolean holds(Set<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private static boolean isOf(Letter letter, String id) {
        return letter.messageId().startsWith(id)
                || letter.firstId().startsWith(id)
                || letter.glimpse().id().startsWith(id);
    }
}
