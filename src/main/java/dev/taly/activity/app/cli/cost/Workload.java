package dev.taly.activity.app.cli.cost;

/**
 * What is sent, and how it is stored.
 *
 * @param eventsPerDay evenly over the day, above 0 and at most 100 billion
 * @param eventBytes of an event as it is sent, 100 to 131,072
 * @param httpPercent how many of a hundred events come over the HTTP door, each in a request of its own
 * @param retentionDays how long they are kept, 1 to 36,500
 * @param alerts whether what is stored is held against rules
 */
record Workload(
        double eventsPerDay,
        Tenants tenants,
        int eventBytes,
        int httpPercent,
        int retentionDays,
        boolean alerts,
        Batching batching) {
    static final int DAYS = 30;
    static final double SECONDS = DAYS * 86_400.0;

    Workload {
        Batching.require(
                eventsPerDay > 0 && eventsPerDay <= 1e11, "there must be more than 0 events a day, at most 1e11");
        Batching.require(
                eventBytes >= 100 && eventBytes <= 131_072, "an event has 100 to 131072 bytes, not " + eventBytes);
        Batching.require(httpPercent >= 0 && httpPercent <= 100, "a share is 0 to 100 percent, not " + httpPercent);
        Batching.require(
                retentionDays >= 1 && retentionDays <= 36_500, "events are kept 1 to 36500 days, not " + retentionDays);
    }

    Workload with(Batching other) {
        return new Workload(eventsPerDay, tenants, eventBytes, httpPercent, retentionDays, alerts, other);
    }

    double perSecond() {
        return eventsPerDay / 86_400;
    }

    /** Events in a month. */
    double events() {
        return eventsPerDay * DAYS;
    }
}
