package dev.taly.activity.faults;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as a rule sees it.
 *
 * @param service {@code sns}, {@code sqs} or {@code s3}, as the signature names it
 * @param operation as {@code PublishBatch}; for S3 the HTTP method
 * @param key of the object in S3; else empty
 * @param accessKey who signed it
 * @param body as text
 */
public record AwsRequest(String service, String operation, String key, String accessKey, String body) {
    private static final Pattern SCOPE = Pattern.compile("Credential=([^/]*)/[0-9]{8}/[^/]*/([a-z0-9]+)/aws4_request");
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");

    static AwsRequest of(HttpMessage request) {
        Matcher scope = SCOPE.matcher(request.header("Authorization").orElse(""));
        boolean signed = scope.find();
        String service = signed ? scope.group(2) : "";
        return new AwsRequest(
                service,
                operation(service, request),
                service.equals("s3") ? key(request) : "",
                signed ? scope.group(1) : "",
                service.equals("s3") ? "" : request.text());
    }

    private static String operation(String service, HttpMessage request) {
        if (service.equals("s3")) {
            return request.startLine().split(" ", 2)[0];
        }
        String target = request.header("X-Amz-Target").orElse("");
        Matcher action = ACTION.matcher(request.text());
        return target.isEmpty() && action.find() ? action.group(1) : target.substring(target.indexOf('.') + 1);
    }

    /** What follows the bucket in the path. */
    private static String key(HttpMessage request) {
        String path = request.startLine().split(" ", 3)[1].split("\\?", 2)[0];
        int bucketEnd = path.indexOf('/', 1);
        return bucketEnd < 0 ? "" : URLDecoder.decode(path.substring(bucketEnd + 1), StandardCharsets.UTF_8);
    }
}
