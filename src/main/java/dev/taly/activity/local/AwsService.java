package dev.taly.activity.local;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Which service a request on the one port is for. */
enum AwsService {
    SNS,
    SQS,
    S3;

    /** The scope of a signature names its service: {@code Credential=KEY/20240328/us-east-1/sns/aws4_request}. */
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]*/[0-9]{8}/[^/]*/([a-z0-9]+)/aws4_request");

    private static final String JSON_TARGET = "X-Amz-Target";

    /** The service that the signature names; for unsigned requests, the one whose protocol it speaks. */
    static AwsService of(Request request) {
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
        if (scope.find()) {
            return named(scope.group(1));
        }
        if (request.getHeaders().contains(JSON_TARGET)) {
            return SQS;
        }
        HttpField type = request.getHeaders().getField(HttpHeader.CONTENT_TYPE);
        boolean form = type != null
                && type.getValue().toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
        if (!form) {
            return S3;
        }
        // Queries to a queue go to its path, /ACCOUNT/NAME; those to a topic to the root.
        return Request.getPathInContext(request).equals("/") ? SNS : SQS;
    }

    private static AwsService named(String service) {
        return switch (service) {
            case "sns" -> SNS;
            case "sqs" -> SQS;
            default -> S3;
        };
    }
}
