package dev.taly.activity.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** An error as the asked service would word it. */
record ErrorAnswer(int status, String code) {
    static ErrorAnswer of(Fault fault, AwsRequest request) {
        return switch (fault) {
            case SLOW_DOWN_503 ->
                new ErrorAnswer(503, request.service().equals("s3") ? "SlowDown" : "ServiceUnavailable");
            case DENIED_403 ->
                new ErrorAnswer(403, request.service().equals("sns") ? "AuthorizationError" : "AccessDenied");
            default -> new ErrorAnswer(500, request.service().equals("s3") ? "InternalError" : "InternalFailure");
        };
    }

    HttpMessage to(AwsRequest request) {
        String body = switch (request.service()) {
            case "s3" -> "<Error><Code>" + code + "</Code><Message>injected</Message></Error>";
            case "sns" ->
                "<ErrorResponse><Error><Type>Receiver</Type><Code>" + code
                        + "</Code><Message>injected</Message></Error><RequestId>r</RequestId></ErrorResponse>";
            default -> "{\"__type\":\"com.amazonaws.sqs#" + code + "\",\"message\":\"injected\"}";
        };
        String type = request.service().equals("sqs") ? "application/x-amz-json-1.0" : "text/xml";
        boolean head = request.operation().equals("HEAD");
        return new HttpMessage(
                        "HTTP/1.1 " + status + " Injected",
                        List.of("Content-Type: " + type),
                        head ? new byte[0] : body.getBytes(StandardCharsets.UTF_8))
                .framed();
    }
}
