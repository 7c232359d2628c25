package dev.taly.activity.audit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Lets some producers work at once, and gives what they make in the order of the producers. A producer that is ahead of its
 * turn waits when it has made enough, so memory stays bounded; the one whose turn it is never waits for another. To be used by
 * one thread, and closed by it.
 *
 * @param <T> what is made
 */
final class Ahead<T> implements AutoCloseable {
    private final Iterator<? extends Producer<T>> producers;
    private final int atOnce;
    private final int itemsEach;
    private final ExecutorService threads;
    private final Deque<BlockingQueue<Made<T>>> channels = new ArrayDeque<>();

    /**
     * Nothing starts before the first {@link #next}.
     *
     * @param producers taken one by one, by the thread that calls {@link #next}
     * @param atOnce how many work at the same time
     * @param itemsEach how many things one may make ahead
     */
    Ahead(Iterator<? extends Producer<T>> producers, int atOnce, int itemsEach) {
        this.producers = requireNonNull(producers, "producers is null");
        this.atOnce = atOnce;
        this.itemsEach = itemsEach;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "activity-read");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Makes things, one after the other. */
    @FunctionalInterface
    interface Producer<T> {
        /** Makes them all. What it throws, {@link Ahead#next} throws when it would be this producer's turn. */
        void makeInto(Out<T> out) throws InterruptedException;
    }

    /** Where made things go. */
    @FunctionalInterface
    interface Out<T> {
        /** Hands one over, and waits where too many are waiting. */
        void put(T item) throws InterruptedException;
    }

    /** The next thing; nothing at the end. */
    @Nullable
    T next() throws InterruptedException {
        while (true) {
            while (channels.size() < atOnce && producers.hasNext()) {
                channels.add(start(producers.next()));
            }
            BlockingQueue<Made<T>> first = channels.peek();
            if (first == null) {
                return null;
            }
            Made<T> made = first.take();
            if (made.failure != null) {
                throw made.failure;
            }
            if (made.item != null) {
                return made.item;
            }
            channels.remove();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private BlockingQueue<Made<T>> start(Producer<T> producer) {
        BlockingQueue<Made<T>> channel = new ArrayBlockingQueue<>(itemsEach);
        threads.execute(() -> {
            try {
                run(producer, channel);
            } catch (InterruptedException e) {
                // Closed: nobody takes anything any more.
                Thread.currentThread().interrupt();
            }
        });
        return channel;
    }

    private static <T> void run(Producer<T> producer, BlockingQueue<Made<T>> channel) throws InterruptedException {
        try {
            producer.makeInto(item -> channel.put(new Made<>(item, null)));
            channel.put(new Made<>(null, null));
        } catch (RuntimeException e) {
            channel.put(new Made<>(null, e));
        } catch (Error e) {
            channel.put(new Made<>(null, new IllegalStateException("reading failed", e)));
        }
    }

    /** A thing, or a failure, or, with neither, the end. */
    private record Made<T>(@Nullable T item, @Nullable RuntimeException failure) {}
}
