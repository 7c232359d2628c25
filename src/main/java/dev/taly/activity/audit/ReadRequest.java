package dev.taly.activity.audit;

import static java.util.Objects.requireNonNull;

/**
 * What to read, and how.
 *
 * @param selection the partitions
 * @param filter the events in them
 * @param order in which they come
 * @param limit after how many to stop; 0 for all
 * @param allCopies whether to give an id that was stored several times so often
 */
public record ReadRequest(Selection selection, EventFilter filter, Order order, long limit, boolean allCopies) {
    /** The order of events. */
    public enum Order {
        /** Day by day, tenant by tenant, as they were stored: the first comes at once. */
        STORED,
        /** By their time, the oldest first: a day must be read before its first comes. */
        OLDEST,
        /** By their time, the newest first. With a limit reading stops early. */
        NEWEST
    }

    public ReadRequest {
        requireNonNull(selection, "selection is null");
        requireNonNull(filter, "filter is null");
        requireNonNull(order, "order is null");
        if (limit < 0) {
            throw new IllegalArgumentException("limit is below 0");
        }
    }
}
