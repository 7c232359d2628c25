package dev.taly.activity.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.local.sns.QueueMessage;
import dev.taly.activity.local.sns.QueueSender;
import dev.taly.activity.local.sns.QueueSender.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who looks on in this process gets what is sent to them, and stands in nobody's way. */
final class MailboxesTest {
    private final List<String> queued = new ArrayList<>();
    private final QueueSender queues = (arn, batch) -> {
        queued.add(arn);
        return List.of(new Sent.Taken());
    };
    private final Mailboxes mailboxes = new Mailboxes(queues);

    @Test
    void aMailbox_getsItsMessages_inTheirOrder() throws InterruptedException {
        Mailbox box = mailboxes.open("dashboard");

        assertThat(mailboxes.send(box.arn(), List.of(message("1"), message("2"), message("3"))))
                .containsOnly(new Sent.Taken())
                .hasSize(3);
        assertThat(box.receive(2, Duration.ZERO)).extracting(QueueMessage::body).containsExactly("1", "2");
        assertThat(box.receive(2, Duration.ZERO)).extracting(QueueMessage::body).containsExactly("3");
        assertThat(box.receive(2, Duration.ZERO)).isEmpty();
        assertThat(queued).isEmpty();
    }

    @Test
    void everythingElse_goesToQueues() {
        mailboxes.open("dashboard");

        mailboxes.send("arn:aws:sqs:us-east-1:000000000000:dashboard", List.of(message("1")));

        assertThat(queued).containsExactly("arn:aws:sqs:us-east-1:000000000000:dashboard");
    }

    @Test
    void whatFindsNoRoom_isCounted_andNotWaitedFor() throws InterruptedException {
        Mailbox box = mailboxes.open("dashboard");
        List<QueueMessage> many = IntStream.range(0, 20_010)
                .mapToObj(i -> message(Integer.toString(i)))
                .toList();

        assertThat(mailboxes.send(box.arn(), many)).containsOnly(new Sent.Taken());

        assertThat(box.dropped()).isEqualTo(10);
        assertThat(box.receive(Integer.MAX_VALUE, Duration.ZERO)).hasSize(20_000);
    }

    private static QueueMessage message(String body) {
        return new QueueMessage(body, Map.of(), Optional.empty());
    }
}
