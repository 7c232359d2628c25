package dev.taly.activity.local;

import dev.taly.activity.local.sns.QueueMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A subscriber's queue in this process, which spares both sides the way over HTTP. It is for who looks on: bounded, and what finds
 * no room is dropped and counted. Safe for any number of threads.
 */
public final class Mailbox {
    private static final int ROOM = 20_000;

    private final String arn;
    private final BlockingQueue<QueueMessage> messages = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong dropped = new AtomicLong();

    Mailbox(String arn) {
        this.arn = arn;
    }

    /** The endpoint of a subscription to it, whose protocol is {@code sqs}. */
    public String arn() {
        return arn;
    }

    /**
     * Takes the next messages.
     *
     * @param most how many at a time
     * @param wait for the first of them
     * @return none if none came
     */
    public List<QueueMessage> receive(int most, Duration wait) throws InterruptedException {
        QueueMessage first = messages.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        List<QueueMessage> received = new ArrayList<>();
        if (first != null) {
            received.add(first);
            messages.drainTo(received, most - 1);
        }
        return received;
    }

    /** How many messages found no room. */
    public long dropped() {
        return dropped.get();
    }

    void put(List<QueueMessage> batch) {
        for (QueueMessage message : batch) {
            if (!messages.offer(message)) {
                dropped.incrementAndGet();
            }
        }
    }
}
