package dev.taly.activity.local.sns;

import dev.taly.activity.local.sns.QueueSender.Sent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages to one subscriber. What its queue refuses goes to the <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html">subscription's dead letter queue</a>, if it
 * has one: always in the envelope, which loses nothing, with the attributes {@code RequestID}, {@code ErrorCode} and {@code
 * ErrorMessage}. Raw delivery of more than 10 attributes is such a refusal: SQS has no room for them.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int MAX_RAW_ATTRIBUTES = 10;

    private final QueueSender queues;
    private final Account account;
    private final Clock clock;
    private final Supplier<String> ids;

    Delivery(QueueSender queues, Account account, Clock clock, Supplier<String> ids) {
        this.queues = queues;
        this.account = account;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Delivers.
     *
     * @param messages those that the subscriber wants
     * @return what became of each, in the same order; taken by the dead letter queue is taken
     */
    List<Sent> deliver(Subscription subscription, List<Message> messages) {
        List<Sent> results = new ArrayList<>();
        List<QueueMessage> batch = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (Message message : messages) {
            Sent result = new Sent.Taken();
            if (subscription.settings().raw() && message.attributes().size() > MAX_RAW_ATTRIBUTES) {
                result = new Sent.Refused("InvalidParameterValue", "raw delivery takes at most 10 message attributes");
            } else {
                batch.add(queueMessage(subscription, message));
                indexes.add(results.size());
            }
            results.add(result);
        }
        putAll(results, indexes, send(subscription.endpoint(), batch));
        subscription.settings().deadLetterArn().ifPresent(queue -> bury(queue, subscription, messages, results));
        return results;
    }

    private QueueMessage queueMessage(Subscription subscription, Message message) {
        return subscription.settings().raw()
                ? new QueueMessage(message.body(), message.attributes(), message.groupId())
                : new QueueMessage(envelope(subscription, message), Map.of(), message.groupId());
    }

    private String envelope(Subscription subscription, Message message) {
        return Envelope.of(message, subscription, account, clock.instant());
    }

    private List<Sent> send(String queueArn, List<QueueMessage> batch) {
        return batch.isEmpty() ? List.of() : queues.send(queueArn, batch);
    }

    private void bury(String queueArn, Subscription subscription, List<Message> messages, List<Sent> results) {
        List<QueueMessage> letters = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof Sent.Refused refused) {
                letters.add(new QueueMessage(
                        envelope(subscription, messages.get(i)),
                        why(refused),
                        messages.get(i).groupId()));
                indexes.add(i);
                LOG.warn(
                        "message {} goes to {}, because {} refused it: {}",
                        messages.get(i).id(),
                        queueArn,
                        subscription.endpoint(),
                        refused.why());
            }
        }
        putAll(results, indexes, send(queueArn, letters));
    }

    private Map<String, MessageAttribute> why(Sent.Refused refused) {
        Map<String, MessageAttribute> why = new LinkedHashMap<>();
        why.put("RequestID", MessageAttribute.text(ids.get()));
        why.put("ErrorCode", MessageAttribute.text(refused.code()));
        why.put("ErrorMessage", MessageAttribute.text(refused.why()));
        return why;
    }

    private static void putAll(List<Sent> results, List<Integer> indexes, List<Sent> sent) {
        for (int i = 0; i < sent.size(); i++) {
            results.set(indexes.get(i), sent.get(i));
        }
    }
}
