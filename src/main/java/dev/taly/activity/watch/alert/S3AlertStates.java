package dev.taly.activity.watch.alert;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.EventFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * States in a bucket, an object for each tenant. Whoever saves says which version they made it from, with {@code If-Match} or
 * {@code If-None-Match}, and S3 refuses all but one of them (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</a>). A bucket of its
 * own: the archive's objects are never overwritten. S3, because the consumer's client is there already, and a state may be larger
 * than an item of a table.
 */
public final class S3AlertStates implements AlertStates {
    private static final String PREFIX = "states/tenant=";
    private static final String SUFFIX = ".json";
    private static final String NONE = "";
    private static final byte[] FORGOTTEN = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucket;

    /** In that bucket. The caller keeps and closes the client. */
    public S3AlertStates(S3Client s3, String bucket) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
    }

    @Override
    public Kept load(String tenantId) {
        try {
            ResponseBytes<GetObjectResponse> got =
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key(tenantId)));
            byte[] json = got.asByteArray();
            return new Kept(
                    json.length > FORGOTTEN.length ? Optional.of(json) : Optional.empty(),
                    got.response().eTag());
        } catch (NoSuchKeyException e) {
            return new Kept(Optional.empty(), NONE);
        }
    }

    @Override
    public boolean save(String tenantId, byte[] json, String version) {
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(bucket).key(key(tenantId)).contentType("application/json");
        if (version.equals(NONE)) {
            put.ifNoneMatch("*");
        } else {
            put.ifMatch(version);
        }
        try {
            s3.putObject(put.build(), RequestBody.fromBytes(json));
            return true;
        } catch (S3Exception e) {
            // Another was there first, is at it right now, or the object is gone by its age.
            if (e.statusCode() == PRECONDITION_FAILED
                    || e.statusCode() == CONFLICT
                    || (e.statusCode() == NOT_FOUND && !version.equals(NONE))) {
                return false;
            }
            throw e;
        }
    }

    /** Keeps that there is nothing; the bucket's lifecycle takes it away. */
    @Override
    public boolean forget(String tenantId, String version) {
        return save(tenantId, FORGOTTEN, version);
    }

    @Override
    public List<String> tenants() {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX)).contents().stream()
                .filter(object -> object.size() > FORGOTTEN.length)
                .map(S3Object::key)
                .filter(key -> key.endsWith(SUFFIX))
                .map(key -> key.substring(PREFIX.length(), key.length() - SUFFIX.length()))
                .filter(EventFields::isTenantId)
                .toList();
    }

    private static String key(String tenantId) {
        if (!EventFields.isTenantId(tenantId)) {
            throw new IllegalArgumentException("tenantId has no place in a key");
        }
        return PREFIX + tenantId + SUFFIX;
    }
}
