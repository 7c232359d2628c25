package dev.taly.activity.app.cli.cost;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.cli.cost.Bill.Part;

/**
 * What a workload costs in a month of 30 days, once as much is stored as the retention keeps. Left out: free tiers, reading (queries,
 * exports, Athena), e-mails, tries again, and what is too little to see, such as the twice-daily look at dead letters and SNS's key.
 * That SNS does not charge for deliveries to SQS, and SQS not for what SNS sends, is AWS's word. Immutable.
 */
final class CostModel {
    /** Publishers send full batches. */
    private static final int EVENTS_OF_A_PUBLISH = 10;

    private static final double CHUNK = 64 * 1024;
    private static final double GB = 1024.0 * 1024 * 1024;

    /** A receipt is kept longer than what it announces. */
    private static final int MORE_DAYS_OF_A_RECEIPT = 7;

    private final Deployment deployment;
    private final Prices prices;

    CostModel(Deployment deployment, Prices prices) {
        this.deployment = requireNonNull(deployment, "deployment is null");
        this.prices = requireNonNull(prices, "prices is null");
    }

    Bill bill(Workload workload) {
        Batches batches = Batches.of(workload, deployment);
        Bill.Lines lines = new Bill.Lines(prices);
        flow(lines, workload, batches);
        http(lines, workload);
        watch(lines, batches);
        if (workload.alerts()) {
            new AlertCost(deployment, workload, batches).addTo(lines);
        }
        return new Bill(workload, batches, lines.items());
    }

    private void flow(Bill.Lines lines, Workload workload, Batches batches) {
        double overHttp = requests(workload);
        double publishes = (workload.events() - overHttp) / EVENTS_OF_A_PUBLISH;
        lines.add(
                Part.FLOW,
                "SNS publish requests",
                Price.SNS,
                publishes * chunks(workload.eventBytes() * EVENTS_OF_A_PUBLISH)
                        + overHttp * chunks(workload.eventBytes()));
        lines.add(
                Part.FLOW,
                "SQS receives and deletes",
                Price.SQS_FAIR,
                Measured.queueRequests(workload.events(), batches.events(), workload.batching()));
        lines.add(Part.FLOW, "Lambda consumer requests", Price.LAMBDA_REQUEST, batches.count());
        lines.add(
                Part.FLOW,
                "Lambda consumer GB-seconds",
                Price.LAMBDA_GB_SECOND,
                gbSeconds(batches.count(), batches.millis(), deployment.consumerMemory()));
        lines.add(Part.FLOW, "S3 PUT of events", Price.S3_PUT, batches.allObjects());
        lines.add(Part.FLOW, "S3 PUT of receipts", Price.S3_PUT, batches.count());
        lines.add(Part.FLOW, "S3 storage, GB", Price.S3_GB, storedGb(workload, batches));
    }

    private void http(Bill.Lines lines, Workload workload) {
        double requests = requests(workload);
        if (requests > 0) {
            lines.add(Part.HTTP, "HTTP API requests", Price.HTTP_API, requests);
            lines.add(Part.HTTP, "Lambda door requests", Price.LAMBDA_REQUEST, requests);
            lines.add(
                    Part.HTTP,
                    "Lambda door GB-seconds",
                    Price.LAMBDA_GB_SECOND,
                    gbSeconds(requests, Measured.DOOR_MILLIS, deployment.doorMemory()));
            lines.add(
                    Part.HTTP,
                    "CloudWatch door logs, GB",
                    Price.LOGS_GB,
                    requests * (Measured.INVOCATION_LOG + Measured.DOOR_LOG) / GB);
        }
    }

    private void watch(Bill.Lines lines, Batches batches) {
        double logs = batches.count() * Measured.batchLog(batches.events());
        lines.add(Part.WATCH, "CloudWatch consumer logs, GB", Price.LOGS_GB, logs / GB);
        lines.add(Part.WATCH, "CloudWatch metrics", Price.METRIC, deployment.metrics());
        lines.add(Part.WATCH, "CloudWatch alarms", Price.ALARM, deployment.alarms());
        lines.add(Part.WATCH, "CloudWatch dashboards", Price.DASHBOARD, deployment.dashboards());
        lines.add(Part.WATCH, "Secrets", Price.SECRET, deployment.secrets());
    }

    private static double storedGb(Workload workload, Batches batches) {
        double daily = batches.count() / Workload.DAYS;
        double events = batches.objects() * Measured.objectBytes(batches.eventsPerObject(), workload.eventBytes());
        double receipts = Measured.receiptBytes(batches.objects());
        int days = workload.retentionDays();
        return daily * (events * days + receipts * (days + MORE_DAYS_OF_A_RECEIPT)) / GB;
    }

    private static double requests(Workload workload) {
        return workload.events() * workload.httpPercent() / 100;
    }

    private static double chunks(double bytes) {
        return Math.ceil(bytes / CHUNK);
    }

    static double gbSeconds(double invocations, double millis, int memory) {
        return invocations * millis / 1000 * memory / 1024;
    }
}
