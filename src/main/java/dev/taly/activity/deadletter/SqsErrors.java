package dev.taly.activity.deadletter;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK says, without request ids and names, so that the same trouble always has the same text. */
final class SqsErrors {
    private SqsErrors() {}

    /** Its code, such as {@code AccessDenied}; where there was no answer, the kind of exception. */
    static String code(SdkException e) {
        if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            return String.valueOf(answer.awsErrorDetails().errorCode());
        }
        return e.getClass().getSimpleName();
    }

    /** Whether the queue refused the request for what is in it; another request may do. */
    static boolean isRefusal(SdkException e) {
        return e instanceof AwsServiceException answer
                && (answer.statusCode() == 400 || answer.statusCode() == 413)
                && !answer.isThrottlingException();
    }
}
