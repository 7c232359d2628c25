package dev.taly.activity.archive;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An S3 whose answers a test lines up; without one it cannot be reached. */
final class StubS3 implements S3Client {
    private final Deque<Integer> putStatuses = new ArrayDeque<>();
    private Function<HeadObjectRequest, HeadObjectResponse> head = request -> {
        throw unreachable();
    };
    private Function<ListObjectsV2Request, ListObjectsV2Response> list = request -> {
        throw unreachable();
    };
    private InputStream body = new ByteArrayInputStream(new byte[0]);
    private long contentLength;
    private @Nullable PutObjectRequest lastPut;

    /** The status of each coming PUT; 0 means that it is never answered. */
    StubS3 puts(int... statuses) {
        for (int status : statuses) {
            putStatuses.add(status);
        }
        return this;
    }

    StubS3 heads(Function<HeadObjectRequest, HeadObjectResponse> answer) {
        head = answer;
        return this;
    }

    StubS3 lists(Function<ListObjectsV2Request, ListObjectsV2Response> answer) {
        list = answer;
        return this;
    }

    StubS3 gets(InputStream bytes, long length) {
        body = bytes;
        contentLength = length;
        return this;
    }

    PutObjectRequest lastPut() {
        return requireNonNull(lastPut, "nothing was put");
    }

    int putsLeft() {
        return putStatuses.size();
    }

    static S3Exception failure(int status) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .message("status " + status)
                .build();
    }

    static SdkClientException unreachable() {
        return SdkClientException.create("no route to host");
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody content) {
        lastPut = request;
        int status = putStatuses.isEmpty() ? 0 : putStatuses.remove();
        if (status == 0) {
            throw unreachable();
        }
        if (status != 200) {
            throw failure(status);
        }
        return PutObjectResponse.builder().build();
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        return head.apply(request);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return list.apply(request);
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        try {
            return transformer.transform(
                    GetObjectResponse.builder().contentLength(contentLength).build(),
                    AbortableInputStream.create(body));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
        return getObject(request, ResponseTransformer.toInputStream());
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
