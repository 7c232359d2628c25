package dev.taly.activity.app.cli.cost;

/**
 * The batches of a month.
 *
 * @param events in a batch
 * @param objects in a batch, without its receipt: one for each tenant, as all but late events are of one day
 * @param count in a month
 * @param millis that one takes
 */
record Batches(double events, double objects, double count, double millis) {

    static Batches of(Workload workload, Deployment deployment) {
        double events = workload.batching().fill(workload.perSecond(), Measured.fit(workload.eventBytes()));
        double objects = workload.tenants().among(events);
        double millis = Measured.batchMillis(events, objects, deployment.writers());
        return new Batches(events, objects, workload.events() / events, millis);
    }

    double eventsPerObject() {
        return events / objects;
    }

    /** Objects in a month. */
    double allObjects() {
        return count * objects;
    }

    /** How many are worked on at once, on average. */
    double atOnce() {
        return count * millis / 1000 / Workload.SECONDS;
    }
}
