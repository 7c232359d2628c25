package dev.taly.activity.local.lambda;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** A queue in memory whose clock moves on by the time that a receiver waits. */
final class FakeSource implements MessageSource {
    private final Deque<Message> messages = new ArrayDeque<>();
    private final List<Message> deleted = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();
    private int answers = Integer.MAX_VALUE;
    private long nanos;

    @Override
    public String queueArn() {
        return "arn:aws:sqs:us-east-1:000000000000:activity-queue";
    }

    @Override
    public synchronized List<Message> receive(int most, Duration wait) {
        if (asked.size() >= answers) {
            throw new IllegalStateException("the queue is down");
        }
        asked.add(most);
        if (messages.isEmpty()) {
            nanos += wait.toNanos();
        }
        List<Message> received = new ArrayList<>();
        while (received.size() < most && !messages.isEmpty()) {
            received.add(messages.remove());
        }
        return received;
    }

    @Override
    public synchronized void delete(List<Message> gone) {
        deleted.addAll(gone);
    }

    synchronized FakeSource with(int count, String body) {
        for (int i = 0; i < count; i++) {
            messages.add(message("m" + messages.size(), body));
        }
        return this;
    }

    synchronized FakeSource with(Message message) {
        messages.add(message);
        return this;
    }

    /** It answers so many more times. */
    synchronized FakeSource failingAfter(int receives) {
        answers = asked.size() + receives;
        return this;
    }

    static Message message(String id, String body) {
        return Message.builder()
                .messageId(id)
                .receiptHandle("handle of " + id)
                .body(body)
                .md5OfBody("md5")
                .build();
    }

    /** How many messages each receive asked for. */
    synchronized List<Integer> asked() {
        return List.copyOf(asked);
    }

    synchronized List<Message> deleted() {
        return List.copyOf(deleted);
    }

    synchronized long nanoTime() {
        return nanos;
    }
}
