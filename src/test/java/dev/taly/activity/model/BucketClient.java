package dev.taly.activity.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The way of one invocation to the bucket, and all that can happen on it. */
final class BucketClient implements S3Client {
    /** More than the function waits for anything. */
    private static final int LONGEST_MILLIS = 90_000;

    private static final int MOST_CONFLICTS = 3;

    private final ModelBucket bucket;
    private final Invocation invocation;
    private final VirtualTime time;
    private final Chance chance;
    private final @Nullable String refusedTenant;

    /** @param refusedTenant whose objects are refused at present; null for nobody's */
    BucketClient(
            ModelBucket bucket,
            Invocation invocation,
            VirtualTime time,
            Chance chance,
            @Nullable String refusedTenant) {
        this.bucket = bucket;
        this.invocation = invocation;
        this.time = time;
        this.chance = chance;
        this.refusedTenant = refusedTenant;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        invocation.step();
        time.advanceMillis(chance.between(1, 30));
        byte[] bytes = bytes(body);
        beforeItArrives(request, bytes);
        int status = bucket.put(request, bytes);
        invocation.step();
        if (status != ModelBucket.OK) {
            throw failure(status);
        }
        if (chance.strikes(Fault.STORE_RETRIED_BY_THE_SDK)) {
            throw failure(ModelBucket.TAKEN);
        }
        if (chance.strikes(Fault.STORE_ANSWER_LOST)) {
            invocation.blame(request.key());
            throw SdkClientException.create("timed out");
        }
        return PutObjectResponse.builder().build();
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        invocation.step();
        if (chance.strikes(Fault.STORE_NOT_READABLE)) {
            invocation.blame(request.key());
            throw failure(500);
        }
        byte[] there = bucket.get(request.key());
        if (there == null) {
            throw failure(404);
        }
        boolean unknown = chance.strikes(Fault.STORE_KNOWS_NO_CHECKSUM);
        return HeadObjectResponse.builder()
                .checksumSHA256(unknown ? null : Digests.base64(there))
                .build();
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        invocation.step();
        byte[] there = bucket.get(request.key());
        if (there == null) {
            throw NoSuchKeyException.builder().message("no such key").build();
        }
        try {
            return transformer.transform(
                    GetObjectResponse.builder()
                            .contentLength((long) there.length)
                            .build(),
                    AbortableInputStream.create(new ByteArrayInputStream(there)));
        } catch (Exception e) {
            throw SdkClientException.create("cannot be read", e);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private void beforeItArrives(PutObjectRequest request, byte[] bytes) {
        String key = request.key();
        if (refusedTenant != null
                && key.startsWith("events/tenant=" + refusedTenant + "/")
                && chance.strikes(Fault.STORE_REFUSES_A_TENANT)) {
            invocation.blame(key);
            throw failure(403);
        }
        if (chance.strikes(Fault.STORE_REFUSES)) {
            invocation.blame(key);
            throw failure(503);
        }
        if (chance.strikes(Fault.STORE_CLIENT_BROKEN)) {
            invocation.blame(key);
            throw new IllegalStateException("connection pool shut down");
        }
        if (chance.strikes(Fault.STORE_EXHAUSTS_THE_HEAP)) {
            invocation.blame(key);
            throw new OutOfMemoryError("in a model");
        }
        if (chance.strikes(Fault.STORE_CONFLICT)) {
            if (invocation.conflict(key) > MOST_CONFLICTS) {
                invocation.blame(key);
            }
            throw failure(409);
        }
        if (chance.strikes(Fault.STORE_HANGS)) {
            invocation.blame(key);
            throw new Hanging();
        }
        if (chance.strikes(Fault.STORE_HANGS_AND_WRITES_LATER)) {
            invocation.blame(key);
            bucket.putLater(request, bytes);
            throw new Hanging();
        }
        if (chance.strikes(Fault.STORE_SLOW)) {
            beSlow(request, bytes);
        }
        if (chance.strikes(Fault.STORE_KEY_TAKEN_BY_OTHERS)) {
            invocation.blame(key);
            bucket.putForeign(key);
        }
    }

    /** Everybody may run out of time then. */
    private void beSlow(PutObjectRequest request, byte[] bytes) {
        invocation.blameEverybody();
        Duration delay = Duration.ofMillis(chance.between(1_000, LONGEST_MILLIS));
        if (time.nanos() + delay.toNanos() > invocation.lastWait()) {
            bucket.putLater(request, bytes);
            throw new Hanging();
        }
        time.advance(delay);
    }

    private static byte[] bytes(RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static S3Exception failure(int status) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .message("status " + status)
                .build();
    }
}
