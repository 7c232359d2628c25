package dev.taly.activity.watch.alert;

/** Where alerts go. */
@FunctionalInterface
public interface AlertChannel {
    /**
     * Delivers an alert; it may come again, with the same id.
     *
     * @throws RuntimeException if it could not be delivered: then it is tried again later
     */
    void deliver(Alert alert);
}
