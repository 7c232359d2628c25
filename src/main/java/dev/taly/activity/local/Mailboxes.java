package dev.taly.activity.local;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.local.sns.QueueMessage;
import dev.taly.activity.local.sns.QueueSender;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sends to mailboxes of this process, and everything else to queues. Safe for any number of threads. */
final class Mailboxes implements QueueSender {
    /** A queue of such a name would get nothing from SNS. */
    private static final String PREFIX =
            "arn:aws:sqs:" + LocalAws.REGION + ":" + LocalAws.ACCOUNT + ":activity-mailbox-";

    private final QueueSender queues;
    private final Map<String, Mailbox> boxes = new ConcurrentHashMap<>();

    Mailboxes(QueueSender queues) {
        this.queues = requireNonNull(queues, "queues is null");
    }

    /** A new one of that name, in place of an older one. */
    Mailbox open(String name) {
        Mailbox box = new Mailbox(PREFIX + name);
        boxes.put(box.arn(), box);
        return box;
    }

    @Override
    public List<Sent> send(String queueArn, List<QueueMessage> batch) {
        Mailbox box = boxes.get(queueArn);
        if (box == null) {
            return queues.send(queueArn, batch);
        }
        box.put(batch);
        return Collections.nCopies(batch.size(), new Sent.Taken());
    }
}
