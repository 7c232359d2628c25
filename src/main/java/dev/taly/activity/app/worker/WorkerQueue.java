package dev.taly.activity.app.worker;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** A queue as a worker uses it. Safe for any number of threads. */
public interface WorkerQueue {
    /**
     * Receives what is there, and hides it from others.
     *
     * @param most how many at most, 1 to 10
     * @param wait how long to wait for the first one
     * @param visibility how long they stay hidden
     * @throws RuntimeException if the queue does not answer
     */
    List<Message> receive(int most, Duration wait, Duration visibility);

    /**
     * Deletes them, and says which are not certain to be deleted.
     *
     * @param messages at most 10
     * @throws RuntimeException if the queue does not answer
     */
    List<Message> delete(List<Message> messages);

    /**
     * From now on they stay hidden for that long; says of which that is not certain.
     *
     * @param messages at most 10
     * @throws RuntimeException if the queue does not answer
     */
    List<Message> hide(List<Message> messages, Duration visibility);
}
