package dev.taly.activity.local.lambda;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** A queue that a mapping polls. Safe for any number of threads. */
public interface MessageSource {
    /** The most messages that SQS hands out at once. */
    int MAX_RECEIVE = 10;

    /** The ARN, as records show it. */
    String queueArn();

    /**
     * Receives what is there.
     *
     * @param most how many at most, 1 to {@link #MAX_RECEIVE}
     * @param wait how long to wait for the first one; it may come back earlier with none
     */
    List<Message> receive(int most, Duration wait);

    /** Deletes them; one that can't be deleted comes again. */
    void delete(List<Message> messages);
}
