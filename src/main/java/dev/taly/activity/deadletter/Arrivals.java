package dev.taly.activity.deadletter;

import java.util.Collection;
import java.util.Set;

/** Knows which replayed letters have become stored events. */
public interface Arrivals {
    /** Of those letters, the message ids of the ones whose events are stored. */
    Set<String> stored(Collection<Letter> letters);
}
