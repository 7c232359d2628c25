package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.local.LocalAws;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** On ElasticMQ, whose move task is tried here, too. */
final class LocalLetterQueueIT extends LetterQueueContractTest {
    @TempDir
    private static Path data;

    private static LocalAws aws;
    private static QueueMaker queues;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(data, "activity-log", 0);
        queues = new QueueMaker(aws.endpoint(), LocalAws.REGION);
    }

    @AfterAll
    static void stop() {
        queues.close();
        aws.close();
    }

    @Override
    Ends emptyQueue() {
        return queues.emptyQueue();
    }

    @Test
    void queueThatIsNotThere_isAlwaysTheSameWord() {
        LetterSender sender = new SqsLetterSender(queues.sqs(), aws.endpoint() + "/000000000000/no-such-queue");

        assertThat(sender.send(
                        List.of(new Outgoing("m-1", "{}", Map.of(), ""), new Outgoing("m-2", "{}", Map.of(), ""))))
                .containsOnlyKeys("m-1", "m-2")
                .allSatisfy((id, why) -> assertThat(why).matches("[A-Za-z.]+"));
    }

    @Test
    void moveTask_bringsAllLettersBackToTheirQueue() {
        String dead = queues.make(Map.of());
        String queue = queues.make(Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + queues.arn(dead) + "\",\"maxReceiveCount\":3}"));
        LetterSender sender = new SqsLetterSender(queues.sqs(), dead);
        for (int i = 0; i < 12; i++) {
            sender.send(List.of(new Outgoing("m-" + i, "{\"n\":" + i + "}", Map.of(), "")));
        }

        SqsMoveTask.Result result = SqsMoveTask.start(queues.sqs(), queues.arn(dead), queues.arn(queue), 12, 500)
                .await(moved -> {}, () -> {}, () -> false);

        assertThat(result).isEqualTo(new SqsMoveTask.Result(12, false, ""));
        assertThat(queues.queue(queue).depth().waiting()).isEqualTo(12);
        assertThat(queues.queue(dead).depth().waiting()).isZero();
    }

    @Test
    void stoppedMoveTask_movesNoMore() {
        String dead = queues.make(Map.of());
        String queue = queues.make(Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + queues.arn(dead) + "\",\"maxReceiveCount\":3}"));
        LetterSender sender = new SqsLetterSender(queues.sqs(), dead);
        for (int i = 0; i < 12; i++) {
            sender.send(List.of(new Outgoing("m-" + i, "{\"n\":" + i + "}", Map.of(), "")));
        }

        SqsMoveTask.Result result = SqsMoveTask.start(queues.sqs(), queues.arn(dead), queues.arn(queue), 12, 1)
                .await(moved -> {}, () -> {}, () -> true);

        assertThat(result.stopped()).isTrue();
        assertThat(result.isComplete()).isFalse();
        LetterQueue.Depth left = queues.queue(dead).depth();
        LetterQueue.Depth moved = queues.queue(queue).depth();
        assertThat(left.waiting() + moved.waiting()).isEqualTo(12);
        assertThat(left.waiting()).isPositive();
    }
}
