package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket. Creates with {@code If-None-Match: *} and a SHA-256 checksum, which S3 checks before it stores (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">conditional writes</a>, <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">checksums</a>). Timeouts and
 * retries of single requests are the client's.
 */
public final class S3ObjectStore implements ObjectStore {
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int MAX_CONFLICTS = 3;

    private final S3Client s3;
    private final String bucket;
    private final @Nullable ObjectLockMode lockMode;

    /**
     * A store over one bucket, which alone says how long objects are locked. The caller keeps and closes the client.
     *
     * @param s3 must not be set to compute checksums of its own: a request takes one only
     */
    public S3ObjectStore(S3Client s3, String bucket) {
        this(s3, bucket, null);
    }

    /**
     * A store over one bucket, which objects with a {@link NewObject#retainUntil} may overrule. For that the caller needs the
     * right to {@code s3:PutObjectRetention}.
     *
     * @param lockMode {@code GOVERNANCE} or {@code COMPLIANCE}, as the bucket's own; null for a bucket without Object Lock
     * @throws IllegalArgumentException if it is another
     */
    public S3ObjectStore(S3Client s3, String bucket, @Nullable String lockMode) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.lockMode = lockMode == null ? null : ObjectLockMode.fromValue(lockMode);
        if (this.lockMode == ObjectLockMode.UNKNOWN_TO_SDK_VERSION) {
            throw new IllegalArgumentException("lockMode must be GOVERNANCE or COMPLIANCE");
        }
    }

    @Override
    public Stored create(NewObject object) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(object.key())
                .contentType(object.contentType())
                .metadata(object.metadata())
                .checksumSHA256(object.sha256().base64())
                .contentMD5(md5(object.body()))
                .ifNoneMatch("*");
        if (lockMode != null && object.retainUntil() != null) {
            put.objectLockMode(lockMode).objectLockRetainUntilDate(object.retainUntil());
        }
        PutObjectRequest request = put.build();
        for (int conflicts = 0; ; conflicts++) {
            try {
                s3.putObject(request, RequestBody.fromBytes(object.body()));
                return new Stored.Written(object.key());
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return confirm(object, e);
                }
                // Another request for the key was under way; S3 asks to try again.
                if (e.statusCode() != CONFLICT || conflicts == MAX_CONFLICTS) {
                    throw new ObjectStoreException(object.key(), "cannot be written", e);
                }
            } catch (SdkException e) {
                throw new ObjectStoreException(object.key(), "cannot be written", e);
            }
        }
    }

    @Override
    public Stream<Listed> list(String prefix, String after) {
        return pages(prefix, list -> {
                    if (!after.isEmpty()) {
                        list.startAfter(after);
                    }
                })
                .flatMap(page -> page.contents().stream())
                .map(object -> new Listed(object.key(), object.size()));
    }

    @Override
    public Stream<String> folders(String prefix) {
        return pages(prefix, list -> list.delimiter("/"))
                .flatMap(page -> page.commonPrefixes().stream())
                .map(CommonPrefix::prefix);
    }

    @Override
    public Optional<Content> get(String key) {
        try {
            ResponseInputStream<GetObjectResponse> got =
                    s3.getObject(get -> get.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
            Long length = got.response().contentLength();
            return Optional.of(new Content(
                    new CheckedBody(key, got, length == null ? 0 : length),
                    got.response().metadata()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new ObjectStoreException(key, "cannot be read", e);
        }
    }

    private Stream<ListObjectsV2Response> pages(String prefix, Consumer<ListObjectsV2Request.Builder> more) {
        return Stream.iterate(
                        Optional.of(page(prefix, more, null)),
                        Optional::isPresent,
                        page -> next(prefix, more, page.get()))
                .map(Optional::get);
    }

    private ListObjectsV2Response page(
            String prefix, Consumer<ListObjectsV2Request.Builder> more, @Nullable String token) {
        try {
            return s3.listObjectsV2(
                    list -> more.accept(list.bucket(bucket).prefix(prefix).continuationToken(token)));
        } catch (SdkException e) {
            throw new ObjectStoreException(prefix, "cannot be listed", e);
        }
    }

    private Optional<ListObjectsV2Response> next(
            String prefix, Consumer<ListObjectsV2Request.Builder> more, ListObjectsV2Response page) {
        if (!Boolean.TRUE.equals(page.isTruncated())) {
            return Optional.empty();
        }
        String token = page.nextContinuationToken();
        if (token == null) {
            throw new ObjectStoreException(prefix, "cannot be listed to its end");
        }
        return Optional.of(page(prefix, more, token));
    }

    /** The key is taken. By our own bytes, if an earlier try was stored and only its answer got lost. */
    private Stored confirm(NewObject object, S3Exception taken) {
        try {
            if (isThere(object)) {
                return new Stored.AlreadyPresent(object.key());
            }
        } catch (SdkException | ObjectStoreException | IOException e) {
            e.addSuppressed(taken);
            throw new ObjectStoreException(object.key(), "is taken, and cannot be compared", e);
        }
        throw new ObjectStoreException(object.key(), "is taken by other bytes", taken);
    }

    private boolean isThere(NewObject object) throws IOException {
        String checksum = s3.headObject(
                        head -> head.bucket(bucket).key(object.key()).checksumMode(ChecksumMode.ENABLED))
                .checksumSHA256();
        // S3 keeps the checksum that we sent; what only speaks its protocol may not.
        return checksum == null
                ? hasSameBytes(object)
                : checksum.equals(object.sha256().base64());
    }

    private boolean hasSameBytes(NewObject object) throws IOException {
        Optional<Content> there = get(object.key());
        if (there.isEmpty()) {
            return false;
        }
        try (InputStream body = there.get().body()) {
            return Arrays.equals(object.body(), body.readNBytes(object.body().length + 1));
        }
    }

    /**
     * A bucket that locks objects by default refuses, by its <a
     * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">reference</a>, what comes without this header, as if an
     * object had a lock of its own; S3 may be content with the SHA-256, and not all that speak its protocol are. Nothing is trusted to it.
     */
    private static String md5(byte[] body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
