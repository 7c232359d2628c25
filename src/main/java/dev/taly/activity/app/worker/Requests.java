package dev.taly.activity.app.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Asks a queue about many messages: ten a request, a few requests at once, and none is begun or waited for once the time to stop is
 * over. Safe for any number of threads.
 */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final int EACH = 10;
    private static final int AT_ONCE = 4;

    /** How long a queue that is slow, but well, takes to answer. */
    private static final Duration ANSWER = Duration.ofMillis(150);

    /** How often one that waits looks how much time there is: a stop makes it less. */
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Executor threads;
    private final Stopping stopping;

    Requests(Executor threads, Stopping stopping) {
        this.threads = threads;
        this.stopping = stopping;
    }

    /** One request. */
    @FunctionalInterface
    interface Request {
        /** The messages of which it is not certain; those that it is about are at most ten. */
        List<Message> about(List<Message> messages);
    }

    /** How long requests about so many take, with a queue that is slow. */
    static Duration timeFor(int messages) {
        int atOnce = EACH * AT_ONCE;
        return ANSWER.multipliedBy((messages + atOnce - 1) / atOnce);
    }

    /** Those of which it is not certain, for their request failed, or had no time. */
    List<Message> each(List<Message> messages, Request request) {
        List<Ten> tens = new ArrayList<>();
        for (int from = 0; from < messages.size(); from += EACH) {
            tens.add(new Ten(messages.subList(from, Math.min(messages.size(), from + EACH))));
        }
        if (hasTime()) {
            ask(tens, request);
        }
        return tens.stream().flatMap(ten -> ten.uncertain.stream()).toList();
    }

    private void ask(List<Ten> tens, Request request) {
        Queue<Ten> toDo = new ConcurrentLinkedQueue<>(tens);
        int lanes = Math.min(AT_ONCE, tens.size());
        CountDownLatch ended = new CountDownLatch(lanes);
        for (int i = 0; i < lanes; i++) {
            threads.execute(() -> {
                for (Ten ten = toDo.poll(); ten != null && hasTime(); ten = toDo.poll()) {
                    ten.ask(request);
                }
                ended.countDown();
            });
        }
        await(ended);
    }

    private void await(CountDownLatch ended) {
        try {
            boolean all = false;
            while (!all && hasTime()) {
                long left = stopping.timeLeft().toMillis();
                all = ended.await(Math.min(left, LOOK_AGAIN_MILLIS), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasTime() {
        return stopping.timeLeft().toMillis() > 0;
    }

    /** What one request is about. */
    private static final class Ten {
        private final List<Message> messages;
        private volatile List<Message> uncertain;

        Ten(List<Message> messages) {
            this.messages = messages;
            this.uncertain = messages;
        }

        void ask(Request request) {
            try {
                uncertain = request.about(messages);
            } catch (RuntimeException | Error e) {
                LOG.warn("the queue did not answer for {} messages: {}", messages.size(), e.toString());
            }
        }
    }
}
