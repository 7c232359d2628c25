package dev.taly.activity.consume;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** A dead letter queue in memory that fails where a test wants it to. */
final class FakeDeadLetters implements DeadLetters {
    private final Queue<DeadLetter> arrived = new ConcurrentLinkedQueue<>();
    private volatile Predicate<DeadLetter> takes = letter -> true;
    private volatile Predicate<DeadLetter> confirms = letter -> true;

    /** Letters for which this says no (or throws) do not arrive. */
    FakeDeadLetters takes(Predicate<DeadLetter> which) {
        takes = requireNonNull(which);
        return this;
    }

    /** Letters for which this says no arrive, but nobody learns of it. */
    FakeDeadLetters confirms(Predicate<DeadLetter> which) {
        confirms = requireNonNull(which);
        return this;
    }

    @Override
    public Set<String> send(List<DeadLetter> letters) {
        Set<String> certain = new HashSet<>();
        for (DeadLetter letter : letters) {
            if (takes.test(letter)) {
                arrived.add(letter);
                if (confirms.test(letter)) {
                    certain.add(letter.message().messageId());
                }
            }
        }
        return certain;
    }

    List<DeadLetter> arrived() {
        return List.copyOf(arrived);
    }
}
