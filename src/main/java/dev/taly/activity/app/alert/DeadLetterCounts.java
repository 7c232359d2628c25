package dev.taly.activity.app.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.audit.ReadJournal;
import dev.taly.activity.watch.alert.AlertDesk;
import java.util.List;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the letters in queues of dead letters. Safe for any number of threads. */
public final class DeadLetterCounts {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterCounts.class);

    private final List<String> queueUrls;
    private final ToLongFunction<String> depth;

    /**
     * Of those queues.
     *
     * @param depth how many letters are in the queue of that URL
     */
    public DeadLetterCounts(List<String> queueUrls, ToLongFunction<String> depth) {
        this.queueUrls = List.copyOf(queueUrls);
        this.depth = requireNonNull(depth, "depth is null");
    }

    /** Tells the desk how many there are. Where a queue does not answer, the next time will do. */
    void tell(AlertDesk desk) {
        for (String url : queueUrls) {
            try {
                desk.measure(ReadJournal.OPERATIONS, url.substring(url.lastIndexOf('/') + 1), depth.applyAsLong(url));
            } catch (RuntimeException e) {
                LOG.error("the dead letters could not be counted for alerts: {}", e.toString());
            }
        }
    }
}
