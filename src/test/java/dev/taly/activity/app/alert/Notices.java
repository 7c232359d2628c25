package dev.taly.activity.app.alert;

/** What S3 says by EventBridge. */
public final class Notices {
    private Notices() {}

    /** That an object was stored. */
    public static String stored(String bucket, String key) {
        return "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":{\"name\":\"" + bucket
                + "\"},\"object\":{\"key\":\"" + key + "\"}}}";
    }
}
