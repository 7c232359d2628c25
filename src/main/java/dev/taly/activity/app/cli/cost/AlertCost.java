package dev.taly.activity.app.cli.cost;

import dev.taly.activity.app.cli.cost.Bill.Part;

/**
 * What the alerts cost: a notice for each object, which is read, and a state that is read and written for each tenant of a batch of
 * notices; each five minutes, every tenant's state is read.
 */
record AlertCost(Deployment deployment, Workload workload, Batches batches) {
    /** When it is written, and with versioning twice when its days are over; a bucket sends all kinds, to be filtered by rules. */
    private static final int EVENTS_OF_AN_OBJECT = 3;

    private static final double TICKS = Workload.SECONDS / 300;
    private static final int STATES_OF_A_LIST = 1000;

    /** {@code AlertFunction} takes as many tenants at once. */
    private static final int THREADS = 8;

    void addTo(Bill.Lines lines) {
        Batching batching = deployment.alertBatching();
        double objects = batches.allObjects();
        // An object's tenant is as good as any: objects of a batch are of different tenants.
        double perBatch = batching.fill(objects / Workload.SECONDS, Double.MAX_VALUE);
        double invocations = objects / perBatch;
        double tenants = new Tenants(workload.tenants().count(), 0).among(perBatch);
        double states = invocations * tenants;
        double ticked = TICKS * workload.tenants().count();
        double millis =
                invocations * Measured.alertMillis(perBatch, tenants, THREADS) + ticked * Measured.GET_MILLIS / THREADS;

        lines.add(
                Part.ALERTS,
                "EventBridge events of S3",
                Price.EVENT_BRIDGE,
                (objects + batches.count()) * EVENTS_OF_AN_OBJECT);
        lines.add(
                Part.ALERTS,
                "SQS sends, receives, deletes",
                Price.SQS,
                objects + Measured.queueRequests(objects, perBatch, batching));
        lines.add(Part.ALERTS, "Lambda alert requests", Price.LAMBDA_REQUEST, invocations);
        lines.add(
                Part.ALERTS,
                "Lambda alert GB-seconds",
                Price.LAMBDA_GB_SECOND,
                CostModel.gbSeconds(1, millis, deployment.alertMemory()));
        lines.add(Part.ALERTS, "S3 GET of objects and states", Price.S3_GET, objects + states + ticked);
        lines.add(
                Part.ALERTS,
                "S3 PUT and LIST of states",
                Price.S3_PUT,
                states + TICKS * Math.ceil(1.0 * workload.tenants().count() / STATES_OF_A_LIST));
        lines.add(
                Part.ALERTS,
                "CloudWatch alert logs, GB",
                Price.LOGS_GB,
                invocations * Measured.INVOCATION_LOG / (1024.0 * 1024 * 1024));
    }
}
