package dev.taly.activity.archive;

import dev.taly.activity.app.AwsClients;
import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes empty stores on a server that speaks S3. */
final class BucketMaker implements AutoCloseable {
    private final S3Client s3;

    BucketMaker(URI endpoint, String region) {
        this.s3 = AwsClients.ofEmulator(endpoint, region).s3();
    }

    ObjectStore emptyStore() {
        String bucket = "activity-log-" + UUID.randomUUID();
        s3.createBucket(create -> create.bucket(bucket));
        return new S3ObjectStore(s3, bucket);
    }

    @Override
    public void close() {
        s3.close();
    }
}
