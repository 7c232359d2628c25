package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;

/**
 * SQS's own <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html">move task</a>: all
 * letters of a queue go back to where they came from, at up to 500 a second. It neither filters nor looks at a letter, and a
 * letter that fails again meanwhile is moved again. To be used by one thread.
 */
public final class SqsMoveTask {
    /** The most letters a second that SQS allows. */
    public static final int FASTEST = 500;

    private final SqsClient sqs;
    private final String deadLetterArn;
    private final String handle;

    private SqsMoveTask(SqsClient sqs, String deadLetterArn, String handle) {
        this.sqs = sqs;
        this.deadLetterArn = deadLetterArn;
        this.handle = handle;
    }

    /**
     * How far a task is.
     *
     * @param state of AWS: {@code RUNNING}, {@code COMPLETED}, {@code CANCELLING}, {@code CANCELLED} or {@code FAILED}
     * @param moved letters so far, about
     * @param toMove letters there were at the start, about; 0 where SQS does not say
     * @param failure why it failed; empty unless it did
     */
    public record Status(String state, long moved, long toMove, String failure) {
        /** Whether it has ended, well or not. */
        public boolean isOver() {
            return !state.equals("RUNNING") && !state.equals("CANCELLING");
        }

        /** Whether it has moved them all. */
        public boolean isComplete() {
            return state.equals("COMPLETED");
        }
    }

    /**
     * Starts one; SQS allows one at a time for a queue.
     *
     * @param perSecond 1 to {@value #FASTEST}; null for as fast as SQS thinks right
     * @throws LetterQueueException if SQS refuses
     */
    public static SqsMoveTask start(SqsClient sqs, String deadLetterArn, @Nullable Integer perSecond) {
        try {
            return new SqsMoveTask(
                    sqs,
                    requireNonNull(deadLetterArn, "deadLetterArn is null"),
                    sqs.startMessageMoveTask(
                                    start -> start.sourceArn(deadLetterArn).maxNumberOfMessagesPerSecond(perSecond))
                            .taskHandle());
        } catch (SdkException e) {
            throw new LetterQueueException("SQS does not move the dead letters", e);
        }
    }

    /**
     * Waits for its end.
     *
     * @param pause called between two looks
     * @param stop when it says so, the task is cancelled; what is moved stays moved
     */
    public Status await(Consumer<Status> progress, Runnable pause, BooleanSupplier stop) {
        boolean cancelled = false;
        Status status = status();
        while (!status.isOver()) {
            progress.accept(status);
            if (!cancelled && stop.getAsBoolean()) {
                cancelled = true;
                cancel();
            }
            pause.run();
            status = status();
        }
        progress.accept(status);
        return status;
    }

    private void cancel() {
        try {
            sqs.cancelMessageMoveTask(cancel -> cancel.taskHandle(handle));
        } catch (SdkException e) {
            throw new LetterQueueException("SQS does not cancel the move", e);
        }
    }

    private Status status() {
        try {
            return sqs
                    .listMessageMoveTasks(list -> list.sourceArn(deadLetterArn).maxResults(1))
                    .results()
                    .stream()
                    .findFirst()
                    .map(SqsMoveTask::status)
                    .orElse(new Status("COMPLETED", 0, 0, ""));
        } catch (SdkException e) {
            throw new LetterQueueException("SQS does not tell how far the move is", e);
        }
    }

    private static Status status(ListMessageMoveTasksResultEntry entry) {
        Long moved = entry.approximateNumberOfMessagesMoved();
        Long toMove = entry.approximateNumberOfMessagesToMove();
        String failure = entry.failureReason();
        return new Status(
                String.valueOf(entry.status()).toUpperCase(Locale.ROOT),
                moved == null ? 0 : moved,
                toMove == null ? 0 : toMove,
                failure == null ? "" : failure);
    }
}
