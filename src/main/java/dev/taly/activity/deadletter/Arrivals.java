package dev.taly.activity.deadletter;

import java.util.Collection;
import java.util.Set;

/** Finds out which replayed letters have become stored events. To be used by one thread. */
public interface Arrivals {
    /** Before those letters are sent: what is stored by now is no sign of their arrival. */
    void expect(Collection<Letter> letters);

    /** Of those letters, the message ids of the ones whose events were stored since they were expected. */
    Set<String> stored(Collection<Letter> letters);
}
