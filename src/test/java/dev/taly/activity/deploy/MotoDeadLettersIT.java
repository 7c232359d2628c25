package dev.taly.activity.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.QueueContents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** What is no event, or fails, on an emulator of other people. */
final class MotoDeadLettersIT extends OnMoto {
    @Test
    void messageThatIsNoEvent_isADeadLetterWithItsReason_asItCame() {
        sns.publish(publish -> publish.topicArn(known("Topic")).message("{\"broken\":1}"));

        MotoConsumer.drain(stack, Map.of());

        assertThat(QueueContents.of(sqs, known("DeadLetterQueue"))).isNotEmpty().allSatisfy(letter -> {
            assertThat(letter.body()).isEqualTo("{\"broken\":1}");
            assertThat(QueueContents.attribute(letter, "rejection.code")).isEqualTo("unknown_field");
            assertThat(QueueContents.attribute(letter, "rejection.pointer")).isEqualTo("/broken");
        });
        assertThat(objects("events/")).isEmpty();
    }

    @Test
    void largestMessage_fitsIntoTheDeadLettersWithItsReasons() {
        String largest = "{\"broken\":\"" + "x".repeat(262_144 - 13) + "\"}";
        sns.publish(publish -> publish.topicArn(known("Topic")).message(largest));

        MotoConsumer.drain(stack, Map.of());

        assertThat(QueueContents.of(sqs, known("DeadLetterQueue"))).isNotEmpty().allSatisfy(letter -> {
            assertThat(letter.body()).hasSize(262_144);
            assertThat(QueueContents.attribute(letter, "rejection.code")).isEqualTo("too_large");
        });
    }

    @Test
    void messageThatFailsTooOften_isMovedByTheQueue() {
        sns.publish(publish -> publish.topicArn(known("Topic")).message("fails"));
        for (int i = 0; i < 3; i++) {
            List<Message> received = QueueContents.receive(sqs, known("Queue"), 2);
            assertThat(received).hasSize(1);
            sqs.changeMessageVisibility(change -> change.queueUrl(known("Queue"))
                    .receiptHandle(received.get(0).receiptHandle())
                    .visibilityTimeout(0));
        }

        assertThat(QueueContents.of(sqs, known("Queue"))).isEmpty();
        assertThat(QueueContents.of(sqs, known("DeadLetterQueue")))
                .extracting(Message::body)
                .containsExactly("fails");
    }
}
