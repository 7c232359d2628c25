package dev.taly.activity.ingest;

/** Hears of each request to {@code /log-activity}. Called by the threads that answer; what it throws is nobody's trouble. */
@FunctionalInterface
public interface DoorWatch {
    /**
     * A request is answered.
     *
     * @param status the answer's
     * @param figures of its events
     */
    void answered(int status, DoorFigures figures);

    /** Nobody. */
    static DoorWatch none() {
        return (status, figures) -> {};
    }
}
