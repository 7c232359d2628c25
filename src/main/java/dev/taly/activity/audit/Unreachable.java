package dev.taly.activity.audit;

import dev.taly.activity.archive.Partition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which objects could not be reached. Where many of a partition in a row cannot be, such as those of a tenant whose key the
 * reader may not use, the others are not tried. One thread notes; any may ask what is given up.
 */
final class Unreachable {
    private static final int IN_A_ROW = 10;

    private final Map<Partition, Integer> inARow = new HashMap<>();
    private final Set<Partition> givenUp = ConcurrentHashMap.newKeySet();
    private Set<String> keys = new HashSet<>();

    /** Notes what became of an object; what to report, where its partition is given up by that. */
    Optional<Damage> note(Found found) {
        Partition partition = found.partition();
        switch (found.end()) {
            case READ -> inARow.remove(partition);
            case UNREACHABLE -> {
                keys.add(found.key());
                if (inARow.merge(partition, 1, Integer::sum) == IN_A_ROW && givenUp.add(partition)) {
                    return Optional.of(new Damage(
                            partition.prefix(),
                            0,
                            "was given up after " + IN_A_ROW + " objects in a row that could not be read"));
                }
            }
            case NOT_TRIED -> keys.add(found.key());
            case NOT_YET, SKIPPED -> {}
        }
        return Optional.empty();
    }

    boolean isGivenUp(Partition partition) {
        return givenUp.contains(partition);
    }

    /** The keys since this was asked last; every partition is tried again then. */
    Set<String> take() {
        Set<String> taken = keys;
        keys = new HashSet<>();
        givenUp.clear();
        inARow.clear();
        return taken;
    }
}
