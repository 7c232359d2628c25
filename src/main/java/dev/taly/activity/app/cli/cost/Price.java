package dev.taly.activity.app.cli.cost;

import java.util.Arrays;

/** What AWS charges for, under its key in a file of prices. */
enum Price {
    SNS("snsPerMillionRequests", 1e6),
    SQS("sqsPerMillionRequests", 1e6),
    SQS_FAIR("sqsFairPerMillionRequests", 1e6),
    LAMBDA_REQUEST("lambdaPerMillionRequests", 1e6),
    LAMBDA_GB_SECOND("lambdaPerGbSecond", 1),
    S3_PUT("s3PerMillionPuts", 1e6),
    S3_GET("s3PerMillionGets", 1e6),
    S3_GB("s3PerGbMonth", 1),
    HTTP_API("httpApiPerMillionRequests", 1e6),
    EVENT_BRIDGE("eventBridgePerMillionEvents", 1e6),
    LOGS_GB("logsPerGb", 1),
    METRIC("metricPerMonth", 1),
    ALARM("alarmPerMonth", 1),
    DASHBOARD("dashboardPerMonth", 1),
    SECRET("secretPerMonth", 1);

    private final String key;
    private final double per;

    Price(String key, double per) {
        this.key = key;
        this.per = per;
    }

    String key() {
        return key;
    }

    /** How many things the price is for. */
    double per() {
        return per;
    }

    static String[] keys() {
        return Arrays.stream(values()).map(Price::key).toArray(String[]::new);
    }
}
