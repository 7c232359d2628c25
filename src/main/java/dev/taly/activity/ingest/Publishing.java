package dev.taly.activity.ingest;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.publish.OutboundEvent;
import dev.taly.activity.publish.Transport;
import dev.taly.activity.publish.Transport.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Takes events to the topic while their sender waits: in batches side by side, what failed once more, and all of it until one
 * deadline. Safe for any number of threads.
 */
public final class Publishing {
    private static final int TRIES = 2;
    private static final Delivery UNKNOWN = new Delivery.Failed("not confirmed in time");

    private final Transport transport;
    private final Executor threads;
    private final LongSupplier nanoTime;

    /**
     * Publishing over that transport, which stays its owner's.
     *
     * @param threads send one batch each, and bound how many are on their way; a task that they refuse counts as failed
     */
    public Publishing(Transport transport, Executor threads, LongSupplier nanoTime) {
        this.transport = requireNonNull(transport, "transport is null");
        this.threads = requireNonNull(threads, "threads is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    /** What became of each event, in their order. Never throws for what the transport does. */
    List<Delivery> publish(List<OutboundEvent> events, Duration timeout) {
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        List<Delivery> deliveries = new ArrayList<>(Collections.nCopies(events.size(), UNKNOWN));
        List<Integer> open = IntStream.range(0, events.size()).boxed().toList();
        for (int i = 0; i < TRIES && !open.isEmpty() && deadline - nanoTime.getAsLong() > 0; i++) {
            send(events, open, deadline, deliveries);
            open = open.stream()
                    .filter(index -> deliveries.get(index) instanceof Delivery.Failed)
                    .toList();
        }
        return deliveries;
    }

    private void send(List<OutboundEvent> events, List<Integer> open, long deadline, List<Delivery> deliveries) {
        List<Sending> sendings = new ArrayList<>();
        for (List<Integer> batch : batches(events, open)) {
            FutureTask<List<Delivery>> task = new FutureTask<>(
                    () -> transport.send(batch.stream().map(events::get).toList()));
            try {
                threads.execute(task);
                sendings.add(new Sending(batch, task));
            } catch (RejectedExecutionException e) {
                batch.forEach(index -> deliveries.set(index, new Delivery.Failed("too many batches are on their way")));
            }
        }
        sendings.forEach(sending -> sending.settle(deadline, deliveries));
    }

    private static List<List<Integer>> batches(List<OutboundEvent> events, List<Integer> open) {
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        long bytes = 0;
        for (int index : open) {
            int more = events.get(index).bytes();
            if (batch.size() == Transport.MAX_EVENTS || (!batch.isEmpty() && bytes + more > Transport.MAX_BYTES)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(index);
            bytes += more;
        }
        batches.add(batch);
        return batches;
    }

    /** Without the message, which may quote an event. */
    private static String kind(ExecutionException e) {
        return e.getCause() == null ? "something" : e.getCause().getClass().getSimpleName();
    }

    /** A batch on its way, by its places in the request. */
    private final class Sending {
        private final List<Integer> batch;
        private final FutureTask<List<Delivery>> task;

        Sending(List<Integer> batch, FutureTask<List<Delivery>> task) {
            this.batch = batch;
            this.task = task;
        }

        void settle(long deadline, List<Delivery> deliveries) {
            List<Delivery> answer = answer(deadline);
            for (int i = 0; i < batch.size(); i++) {
                deliveries.set(batch.get(i), i < answer.size() ? answer.get(i) : UNKNOWN);
            }
        }

        private List<Delivery> answer(long deadline) {
            try {
                return task.get(Math.max(0, deadline - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // One that still waits for a thread would be sent for nobody.
                task.cancel(true);
                return List.of();
            } catch (ExecutionException e) {
                return Collections.nCopies(batch.size(), new Delivery.Failed("the transport threw " + kind(e)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                task.cancel(true);
                return List.of();
            }
        }
    }
}
