package dev.taly.activity.deadletter;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.UnsupportedOperationException;

/**
 * SQS's own <a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html">move task</a>: all
 * letters of a queue go to another, at up to 500 a second. It neither filters nor looks at a letter, and gives each a new id: an
 * event without an id of its own then gets another than before, so look first. A letter that is rejected again comes back
 * while it runs, and it would move it again and again; so it is cancelled once it has moved as many as there were. To be used
 * by one thread.
 */
public final class SqsMoveTask {
    /** The most letters a second that SQS allows. */
    public static final int FASTEST = 500;

    private static final String RUNNING = "RUNNING";
    private static final String CANCELLING = "CANCELLING";
    private static final String FAILED = "FAILED";

    private final SqsClient sqs;
    private final String deadLetterArn;
    private final String handle;
    private final long letters;

    private SqsMoveTask(SqsClient sqs, String deadLetterArn, String handle, long letters) {
        this.sqs = sqs;
        this.deadLetterArn = deadLetterArn;
        this.handle = handle;
        this.letters = letters;
    }

    /**
     * How a task ended.
     *
     * @param moved letters, about
     * @param stopped whether somebody stopped it
     * @param problem why SQS gave up; empty if it did not
     */
    public record Result(long moved, boolean stopped, String problem) {
        /** Whether every letter was moved once. */
        public boolean isComplete() {
            return !stopped && problem.isEmpty();
        }
    }

    /**
     * Starts one; SQS allows one at a time for a queue.
     *
     * @param queueArn where they go; without it SQS would move only what it had redriven itself
     * @param letters how many there are now, about
     * @param perSecond 1 to {@value #FASTEST}; null for as fast as SQS thinks right
     * @throws LetterQueueException if SQS refuses
     */
    public static SqsMoveTask start(
            SqsClient sqs, String deadLetterArn, String queueArn, long letters, @Nullable Integer perSecond) {
        requireNonNull(deadLetterArn, "deadLetterArn is null");
        requireNonNull(queueArn, "queueArn is null");
        try {
            String handle = sqs.startMessageMoveTask(start -> start.sourceArn(deadLetterArn)
                            .destinationArn(queueArn)
                            .maxNumberOfMessagesPerSecond(perSecond))
                    .taskHandle();
            return new SqsMoveTask(sqs, deadLetterArn, handle, letters);
        } catch (SdkException e) {
            throw new LetterQueueException("SQS does not move the dead letters", e);
        }
    }

    /**
     * Waits for its end.
     *
     * @param progress hears how many were moved
     * @param pause called between two looks
     * @param stop when it says so, the task is cancelled; what is moved stays moved
     */
    public Result await(LongConsumer progress, Runnable pause, BooleanSupplier stop) {
        long moved = 0;
        try {
            while (true) {
                Optional<ListMessageMoveTasksResultEntry> found = look();
                if (found.isEmpty()) {
                    // An emulator forgets a task when it is over.
                    return new Result(letters, false, "");
                }
                ListMessageMoveTasksResultEntry task = found.get();
                Long count = task.approximateNumberOfMessagesMoved();
                moved = Math.max(moved, count == null ? 0 : count);
                progress.accept(moved);
                String state = String.valueOf(task.status()).toUpperCase(Locale.ROOT);
                if (!state.equals(RUNNING) && !state.equals(CANCELLING)) {
                    return new Result(moved, false, state.equals(FAILED) ? "SQS failed: " + task.failureReason() : "");
                }
                if (stop.getAsBoolean() || moved >= letters) {
                    cancel();
                    return new Result(moved, moved < letters, "");
                }
                pause.run();
            }
        } catch (LetterQueueException e) {
            return new Result(moved, false, e.getMessage() + "; the task may go on");
        }
    }

    private void cancel() {
        try {
            sqs.cancelMessageMoveTask(cancel -> cancel.taskHandle(handle));
        } catch (ResourceNotFoundException | UnsupportedOperationException e) {
            // It has just ended by itself.
        } catch (SdkException e) {
            throw new LetterQueueException("SQS does not cancel the move", e);
        }
    }

    private Optional<ListMessageMoveTasksResultEntry> look() {
        try {
            return sqs
                    .listMessageMoveTasks(list -> list.sourceArn(deadLetterArn).maxResults(1))
                    .results()
                    .stream()
                    .findFirst();
        } catch (SdkException e) {
            throw new LetterQueueException("SQS does not tell how far the move is", e);
        }
    }
}
