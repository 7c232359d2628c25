package dev.taly.activity.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A standard queue: at-least-once, in no order, with a visibility timeout and a redrive policy. */
final class ModelQueue {
    static final long VISIBILITY_NANOS = 90_000_000_000L;

    private final VirtualTime time;
    private final Chance chance;
    private final Steps steps;
    private final Tally tally;
    private final int maxReceiveCount;
    private final ModelDeadLetterQueue deadLetters;
    private final List<QueuedMessage> messages = new ArrayList<>();
    private final Map<String, QueuedMessage> byLine = new HashMap<>();

    ModelQueue(
            VirtualTime time,
            Chance chance,
            Steps steps,
            Tally tally,
            ModelDeadLetterQueue deadLetters,
            int maxReceiveCount) {
        this.time = time;
        this.chance = chance;
        this.steps = steps;
        this.tally = tally;
        this.maxReceiveCount = maxReceiveCount;
        this.deadLetters = deadLetters;
    }

    void send(Item item, String body, String text, @Nullable String topicsId, Map<String, String> attributes) {
        add(new QueuedMessage(nextId(), item, body, text, topicsId, attributes, millis()));
    }

    /** A message that was in the queue before, with all that is in it, as a new one. */
    void sendAgain(QueuedMessage message, Map<String, String> attributes) {
        add(message.again(nextId(), attributes, millis()));
    }

    /** Up to so many, hidden from now on. One that was received too often goes to the dead letters instead. */
    List<QueuedMessage> receive(int most) {
        List<QueuedMessage> visible = new ArrayList<>(messages.stream()
                .filter(message -> !message.deleted && message.visibleAt <= time.nanos())
                .toList());
        Collections.shuffle(visible, chance.random());
        List<QueuedMessage> received = new ArrayList<>();
        for (QueuedMessage message : visible.subList(0, Math.min(most, visible.size()))) {
            if (message.receives >= maxReceiveCount) {
                steps.note("redrive %s", message);
                tally.reached("message redriven");
                message.deleted = true;
                deadLetters.redrive(message);
            } else {
                message.receives++;
                message.visibleAt = time.nanos() + VISIBILITY_NANOS;
                received.add(message);
            }
        }
        return received;
    }

    void delete(QueuedMessage message) {
        message.deleted = true;
    }

    /** As a server does that missed the delete. */
    void bringBackADeletedOne() {
        List<QueuedMessage> deleted = messages.stream()
                .filter(message -> message.deleted && message.receives < maxReceiveCount)
                .toList();
        if (!deleted.isEmpty() && chance.strikes(Fault.QUEUE_BRINGS_BACK_DELETED)) {
            QueuedMessage message = chance.pick(deleted);
            message.deleted = false;
            message.visibleAt = time.nanos();
        }
    }

    /** Every message that there ever was. */
    List<QueuedMessage> messages() {
        return List.copyOf(messages);
    }

    boolean isEmpty() {
        return messages.stream().allMatch(message -> message.deleted);
    }

    /** The message that always gives that line; null if none does. */
    @Nullable
    QueuedMessage ofLine(String line) {
        return byLine.get(line);
    }

    /** Whether it ever was here. */
    boolean knows(Item item) {
        return messages.stream().anyMatch(message -> message.item.equals(item));
    }

    private void add(QueuedMessage message) {
        steps.note("queued %s", message);
        messages.add(message);
        if (message.rejection() == null) {
            byLine.put(message.line(), message);
        }
    }

    private String nextId() {
        return "m" + messages.size();
    }

    /** The queue tells its times in milliseconds. */
    private Instant millis() {
        return time.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
