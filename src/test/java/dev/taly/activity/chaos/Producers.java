package dev.taly.activity.chaos;

import dev.taly.activity.app.cli.SampleEvents;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.PublishResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Threads that publish through one publisher, as fast as events are asked for; now and then something that is no event. */
final class Producers {
    private static final int THREADS = 3;
    private static final int TENANTS = 3;
    private static final int EVENTS_TO_A_POISON = 25;

    private final ActivityPublisher publisher;
    private final Consumer<String> bare;
    private final Semaphore wanted;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> poison = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /**
     * Some that have not started yet.
     *
     * @param bare publishes a text as it is
     * @param wanted a permit for each event that is asked for
     */
    Producers(ActivityPublisher publisher, Consumer<String> bare, Semaphore wanted, long seed) {
        this.publisher = publisher;
        this.bare = bare;
        this.wanted = wanted;
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            SampleEvents events = new SampleEvents(seed + i, Instant.now(), TENANTS);
            threads.add(new Thread(() -> run(number, events), "producer-" + i));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void run(int number, SampleEvents events) {
        for (int i = 0; !ended; i++) {
            wanted.acquireUninterruptibly();
            PublishResult result = publisher.publish(events.next());
            if (result instanceof PublishResult.Accepted event) {
                accepted.add(event.id());
            } else {
                refused.incrementAndGet();
            }
            if (i % EVENTS_TO_A_POISON == 0) {
                String text = "{\"poison\":\"" + number + "-" + i;
                bare.accept(text);
                poison.add(text);
            }
        }
    }

    /** Ends the threads; what they published stays on its way. */
    void end() throws InterruptedException {
        ended = true;
        wanted.release(THREADS);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** How many events {@code publish} did not accept, and said so. */
    int refused() {
        return refused.get();
    }

    Set<String> poison() {
        return Set.copyOf(poison);
    }
}
