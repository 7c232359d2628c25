package dev.taly.activity.local.sns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Queues in memory that refuse or fail what a test names. */
final class FakeQueues implements QueueSender {
    private final Map<String, List<QueueMessage>> taken = new ConcurrentHashMap<>();
    private final Map<String, Integer> batches = new ConcurrentHashMap<>();
    private final List<String> refusedTexts = new CopyOnWriteArrayList<>();
    private final List<String> failingTexts = new CopyOnWriteArrayList<>();

    /** Messages with that text are refused for good. */
    void refuse(String text) {
        refusedTexts.add(text);
    }

    /** Messages with that text fail, until {@link #heal}. */
    void fail(String text) {
        failingTexts.add(text);
    }

    void heal() {
        failingTexts.clear();
    }

    List<QueueMessage> in(String queueArn) {
        return taken.getOrDefault(queueArn, List.of());
    }

    List<String> bodies(String queueArn) {
        return in(queueArn).stream().map(QueueMessage::body).toList();
    }

    int batchesTo(String queueArn) {
        return batches.getOrDefault(queueArn, 0);
    }

    @Override
    public List<Sent> send(String queueArn, List<QueueMessage> batch) {
        if (batch.isEmpty() || batch.size() > MAX_MESSAGES) {
            throw new AssertionError("a batch of " + batch.size());
        }
        batches.merge(queueArn, 1, Integer::sum);
        List<Sent> results = new ArrayList<>();
        for (QueueMessage message : batch) {
            results.add(sent(queueArn, message));
        }
        return results;
    }

    private Sent sent(String queueArn, QueueMessage message) {
        if (failingTexts.stream().anyMatch(message.body()::contains)) {
            return new Sent.Failed("down");
        }
        // A dead letter is refused by the first queue only.
        if (!queueArn.endsWith("-dlq") && refusedTexts.stream().anyMatch(message.body()::contains)) {
            return new Sent.Refused("InvalidMessageContents", "not these characters");
        }
        taken.computeIfAbsent(queueArn, arn -> new CopyOnWriteArrayList<>()).add(message);
        return new Sent.Taken();
    }
}
