package dev.taly.activity.app.cli.cost;

/**
 * What the model knows of this code. Measured with the real consumer into a store that keeps nothing, on one busy x86 machine with
 * JDK 17, gzip as shipped, and events of 459 bytes whose ids, resources and trace ids are random. What only AWS could tell is an
 * assumption, and called one.
 */
final class Measured {
    /** Lambda's answer to a receive, assumed: while it takes that long, messages gather. */
    private static final double RECEIVE_SECONDS = 0.02;

    /** What one request to SQS takes at most. */
    private static final int AT_ONCE = 10;

    private static final double LONG_POLL_SECONDS = 20;

    /** An invocation carries at most 6 MB, <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>. */
    private static final double INVOCATION_BYTES = 6.0 * 1024 * 1024;

    /** A put into S3, assumed. */
    private static final double PUT_MILLIS = 40;

    /** A get from S3, assumed. */
    static final double GET_MILLIS = 20;

    /** What the runtime adds to an invocation, assumed. */
    private static final double INVOCATION_MILLIS = 5;

    /** A request to the HTTP door, assumed: the topic's answer is nearly all of it. */
    static final double DOOR_MILLIS = 20;

    /** The log of an invocation: Lambda's own three lines. */
    static final double INVOCATION_LOG = 400;

    /** A line of figures of a request to the door, and the API's own line. */
    static final double DOOR_LOG = 850;

    private Measured() {}

    /** How many events of that size fit into one invocation: quotes are escaped, and SQS adds its attributes. */
    static double fit(int eventBytes) {
        return INVOCATION_BYTES / (eventBytes * 1.1 + 340);
    }

    /** Bytes of an object. Within 4 % of what 1 to 5,000 events of 459 bytes took: 370, 1,472, 9,571 and 87,678 for 1, 10, 100, 1,000. */
    static double objectBytes(double events, int eventBytes) {
        return 283 + 120 * Math.log(Math.min(events, 100)) + 87 * events * eventBytes / 459;
    }

    static double receiptBytes(double objects) {
        return 74 + 267 * objects;
    }

    /** How long a batch takes: computing, then the receipt, then the objects side by side. */
    static double batchMillis(double events, double objects, int writers) {
        double computing = INVOCATION_MILLIS + 0.02 * events + 0.03 * objects;
        return computing + PUT_MILLIS * (1 + Math.max(1, objects / writers));
    }

    /** How long a batch of alerts takes: each tenant's objects one by one, then its state read and written. */
    static double alertMillis(double objects, double tenants, int threads) {
        double waiting = GET_MILLIS * objects + (GET_MILLIS + PUT_MILLIS) * tenants;
        return INVOCATION_MILLIS + Math.max(waiting / threads, GET_MILLIS * 2 + PUT_MILLIS);
    }

    /** A line of figures of a batch: two histograms have up to a hundred values each. */
    static double batchLog(double events) {
        return INVOCATION_LOG + 1_100 + 14 * Math.min(events, 100);
    }

    /** Requests to SQS for that many messages: receives, those that come back empty, deletes. */
    static double queueRequests(double messages, double perBatch, Batching batching) {
        double perPoller = messages / Workload.SECONDS / batching.pollers();
        double received = Math.min(AT_ONCE, 1 + perPoller * RECEIVE_SECONDS);
        double polls = Workload.SECONDS / LONG_POLL_SECONDS * batching.pollers();
        double empty = polls * Math.exp(-perPoller * LONG_POLL_SECONDS);
        double deletes = messages / perBatch * Math.max(1, perBatch / AT_ONCE);
        return messages / received + empty + deletes;
    }
}
