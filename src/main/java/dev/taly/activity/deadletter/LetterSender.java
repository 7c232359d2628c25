package dev.taly.activity.deadletter;

import java.util.List;
import java.util.Map;

/** A queue that letters are sent to. Safe for any number of threads. */
public interface LetterSender {
    /** The most letters of one call. */
    int MOST_AT_ONCE = 10;

    /**
     * Sends letters.
     *
     * @param letters at most {@value #MOST_AT_ONCE}, with different message ids
     * @return for each letter that is <em>not certain</em> to have arrived, by its message id, why, in a word that is the same for the
     *     same trouble. Never throws for a delivery problem
     */
    Map<String, String> send(List<Outgoing> letters);
}
