package dev.taly.activity.publish;

import dev.taly.activity.publish.Transport.Delivery;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;

/**
 * Which of SNS's errors are about the content of an event, so that no later try can help. In doubt none is: trying in vain
 * costs little, giving up too early costs an event.
 */
final class SnsErrors {
    private static final int PAYLOAD_TOO_LARGE = 413;
    /** <a href="https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html#API_PublishBatch_Errors">Errors of PublishBatch</a>. */
    private static final Set<String> ABOUT_CONTENT = Set.of(
            "InvalidParameter",
            "InvalidParameterException",
            "InvalidParameterValue",
            "InvalidParameterValueException",
            "ParameterValueInvalid",
            "ValidationError",
            "ValidationException",
            "BatchRequestTooLong",
            "BatchRequestTooLongException");

    private SnsErrors() {}

    /** Whether the whole request was refused for what is in it. */
    static boolean isRefusal(AwsServiceException e) {
        return e.statusCode() == PAYLOAD_TOO_LARGE || (!e.isThrottlingException() && ABOUT_CONTENT.contains(code(e)));
    }

    /** What became of an entry that failed in a request that did not. */
    static Delivery failure(BatchResultErrorEntry entry) {
        String why = entry.code() + ": " + entry.message();
        boolean refused = Boolean.TRUE.equals(entry.senderFault()) && !why.contains("Throttl");
        return refused ? new Delivery.Refused(why) : new Delivery.Failed(why);
    }

    /** The error in a line: the SDK's own text leaves out the code, which is what one looks for. */
    static String why(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String message = details == null ? e.getMessage() : details.errorMessage();
        return code(e) + ": " + message + " (HTTP " + e.statusCode() + ", request " + e.requestId() + ")";
    }

    private static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null ? "unknown error" : code;
    }
}
