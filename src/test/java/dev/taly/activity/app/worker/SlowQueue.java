package dev.taly.activity.app.worker;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** A queue in memory that takes its time before it deletes or hides. */
final class SlowQueue implements WorkerQueue {
    private final FakeQueue queue;
    private final Pause pause;

    SlowQueue(FakeQueue queue, Pause pause) {
        this.queue = queue;
        this.pause = pause;
    }

    /** What it does before it does anything. */
    @FunctionalInterface
    interface Pause {
        /** Before a {@code delete}, an {@code extend} or a {@code release}. */
        void before(String step, List<Message> messages);
    }

    @Override
    public List<Message> receive(int most, Duration wait, Duration visibility) {
        return queue.receive(most, wait, visibility);
    }

    @Override
    public List<Message> delete(List<Message> messages) {
        pause.before("delete", messages);
        return queue.delete(messages);
    }

    @Override
    public List<Message> hide(List<Message> messages, Duration visibility) {
        pause.before(visibility.isZero() ? "release" : "extend", messages);
        return queue.hide(messages, visibility);
    }
}
