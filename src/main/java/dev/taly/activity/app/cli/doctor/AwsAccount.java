package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.deadletter.LetterQueueException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** AWS, or what speaks as AWS does. For one thread. */
final class AwsAccount implements Account {
    private static final String NO_CREDENTIALS = "Unable to load credentials";
    private static final int FORBIDDEN = 403;
    private static final int NOT_IMPLEMENTED = 501;

    private final Services services;

    AwsAccount(Services services) {
        this.services = services;
    }

    @Override
    public <T> T ask(Question<T> question) {
        try {
            return question.call().apply(services);
        } catch (SdkException e) {
            throw unanswered(question, e);
        } catch (ObjectStoreException | LetterQueueException e) {
            throw e.getCause() instanceof SdkException cause
                    ? unanswered(question, cause)
                    : new UnansweredException(question.actions().get(0) + " failed: " + e.getMessage(), e);
        }
    }

    private static UnansweredException unanswered(Question<?> question, SdkException e) {
        if (e instanceof AwsServiceException answer) {
            if (isDenied(answer)) {
                return new UnansweredException("needs " + String.join(", ", question.actions()), e);
            }
            if (answer.statusCode() == NOT_IMPLEMENTED) {
                return new UnansweredException(
                        "this endpoint does not know " + question.actions().get(0), e);
            }
        }
        String message = String.valueOf(e.getMessage());
        // The SDK goes on with every place where it looked.
        return message.startsWith(NO_CREDENTIALS)
                ? new UnansweredException("there are no credentials (AWS_PROFILE, or AWS_ACCESS_KEY_ID and so on)", e)
                : new UnansweredException(question.actions().get(0) + " failed: " + message, e);
    }

    /** A wrong signature, a wrong clock or a token that is over are 403, too, and no right helps against them. */
    private static boolean isDenied(AwsServiceException e) {
        String code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        return code.matches("(?i).*(AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized).*")
                || (e.statusCode() == FORBIDDEN && (code.isEmpty() || code.equals("null") || code.equals("403")));
    }
}
