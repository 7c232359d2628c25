package dev.taly.activity.enrich;

import dev.taly.activity.event.ActivityEvent;
import java.util.Optional;

/** Finds out one thing about events. Safe for any number of threads. */
public interface Enrichment {
    /** What it finds out: the name of its member in {@code enrichment}, such as {@code geo}. */
    String name();

    /**
     * What there is to know about that event. It may fail by any exception, and may take its time: both are borne by the
     * {@link Enricher}. The same event should give the same finding, so that a redelivery gives the same line.
     *
     * @param event complete: it has an id and a level
     * @return nothing where the event has nothing to go by
     */
    Optional<Finding> find(ActivityEvent event);
}
