package dev.taly.activity.app.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A queue in memory by a clock of its own, which moves on by the time that a receiver waits. It fails where a test wants it to. */
final class FakeQueue implements WorkerQueue {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int receives;
    private int handles;
    private long nanos;
    private IntPredicate answers = receive -> true;
    private Predicate<Message> deletes = message -> true;
    private Predicate<Message> hides = message -> true;

    private static final class Entry {
        private final String body;
        private long visibleAt;
        private int receiveCount;
        private String handle = "";

        Entry(String body) {
            this.body = body;
        }
    }

    FakeQueue with(String... ids) {
        for (String id : ids) {
            withBody(id, "body of " + id);
        }
        return this;
    }

    FakeQueue withBody(String id, String body) {
        entries.put(id, new Entry(body));
        return this;
    }

    /** Whether it answers the receive of that number, from 1. */
    FakeQueue answers(IntPredicate which) {
        answers = which;
        return this;
    }

    FakeQueue deletes(Predicate<Message> which) {
        deletes = which;
        return this;
    }

    FakeQueue hides(Predicate<Message> which) {
        hides = which;
        return this;
    }

    @Override
    public synchronized List<Message> receive(int most, Duration wait, Duration visibility) {
        if (!answers.test(++receives)) {
            throw new IllegalStateException("the queue is down");
        }
        List<Message> received = visible(most, visibility);
        if (received.isEmpty()) {
            nanos += wait.toNanos();
            received = visible(most, visibility);
        }
        return received;
    }

    private List<Message> visible(int most, Duration visibility) {
        List<Message> received = new ArrayList<>();
        entries.forEach((id, entry) -> {
            if (received.size() < most && entry.visibleAt <= nanos) {
                entry.visibleAt = nanos + visibility.toNanos();
                entry.receiveCount++;
                entry.handle = id + "#" + ++handles;
                received.add(Message.builder()
                        .messageId(id)
                        .receiptHandle(entry.handle)
                        .body(entry.body)
                        .md5OfBody("md5")
                        .attributes(Map.of(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                Integer.toString(entry.receiveCount),
                                MessageSystemAttributeName.SENT_TIMESTAMP,
                                "1711629930007"))
                        .build());
            }
        });
        return received;
    }

    @Override
    public synchronized List<Message> delete(List<Message> messages) {
        assertThat(messages).as("what SQS takes at once").hasSizeBetween(1, 10);
        List<Message> failed = new ArrayList<>();
        for (Message message : messages) {
            if (deletes.test(message)) {
                // An old handle still works, as it mostly does at SQS.
                entries.remove(message.messageId());
            } else {
                failed.add(message);
            }
        }
        return failed;
    }

    @Override
    public synchronized List<Message> hide(List<Message> messages, Duration visibility) {
        assertThat(messages).as("what SQS takes at once").hasSizeBetween(1, 10);
        List<Message> failed = new ArrayList<>();
        for (Message message : messages) {
            Entry entry = entries.get(message.messageId());
            if (entry == null || !entry.handle.equals(message.receiptHandle()) || !hides.test(message)) {
                failed.add(message);
            } else {
                entry.visibleAt = nanos + visibility.toNanos();
            }
        }
        return failed;
    }

    /** The ids of what is not deleted, and in how many seconds others may have it. */
    synchronized Map<String, Long> left() {
        Map<String, Long> left = new TreeMap<>();
        entries.forEach((id, entry) -> left.put(
                id, Math.max(0, Duration.ofNanos(entry.visibleAt - nanos).toSeconds())));
        return left;
    }

    synchronized void pass(Duration time) {
        nanos += time.toNanos();
    }

    synchronized long nanoTime() {
        return nanos;
    }

    int receives() {
        return receives;
    }
}
