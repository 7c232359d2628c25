package dev.taly.activity.publish;

import static dev.taly.activity.publish.Nanos.saturated;
import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventRules;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events, fire and forget. Safe for any number of threads, virtual ones too; make one for each process and
 * topic, and close it at the end.
 *
 * <p>{@link #publish} completes the event (id, timestamp, producer and counter), encodes it and puts it into a bounded
 * buffer. That takes some microseconds on the caller's thread; it never waits for the network and never throws for a
 * delivery problem. Daemon threads, started with the first event or what a spool reads back, send batches of up to 10
 * events and 256 KiB when full or after a linger, and try failed entries again until the delivery timeout. Every event
 * that is lost on the way is counted with a reason, told to the listener, and leaves a hole in the counter that
 * auditors see.
 *
 * <p>Events in the buffer are lost with the process if it is killed. At an orderly exit a shutdown hook closes the
 * publisher.
 *
 * <p>With a {@linkplain PublisherBuilder#spool spool} each event is in a file before {@code publish} accepts it, and
 * stays there until it is delivered or refused: neither a killed process nor an outage of the topic loses it, for the
 * next publisher on that directory goes on where this one ended. It arrives with its first id and counter; what was on
 * its way when the process was killed, or had arrived moments before, may arrive twice. Files are not forced to the
 * platter: a machine that loses its power may lose the last seconds. When the buffer is full events stay in the files
 * alone; only when they reach the limit {@code publish} refuses. A disk that fails costs the spool, not the event: it
 * is kept in memory as without one, the listener and {@link PublisherStats#spool} say so, and the disk is tried again
 * some seconds later. So it is with a disk that is slow: a caller waits for others at most a second before its event
 * goes into memory alone. The one caller whose own write hangs in the operating system hangs with it.
 */
public final class ActivityPublisher implements AutoCloseable {
    private final Transport transport;
    private final PublisherSettings settings;
    private final Stamp stamp;
    private final EventEncoder encoder;
    private final Outbox outbox;
    private final Optional<Spool> spool;
    private final Optional<SpoolKeeper> keeper;
    private final Ledger ledger;
    private final Sender sender;
    private final SenderThreads threads;
    private final @Nullable ExitHook exitHook;
    private final ReentrantLock closing = new ReentrantLock();
    private volatile boolean closed;

    ActivityPublisher(PublisherBuilder builder) {
        this.settings = builder.settings();
        this.transport = builder.transport;
        ActionCatalogue catalogue = builder.catalogue == null ? ActionCatalogue.shipped() : builder.catalogue;
        this.stamp = new Stamp(
                builder.clock, new EventIds(builder.clock, new SecureRandom()), builder.service, builder.producer);
        this.encoder = new EventEncoder(stamp, EventRules.open(catalogue));
        this.ledger = new Ledger(builder.listener);
        Buffer buffer =
                new Buffer(settings, builder.backoff == null ? settings.backoff() : builder.backoff, builder.nanoTime);
        this.spool = builder.spool(buffer, ledger);
        this.outbox = spool.<Outbox>map(Spool::outbox).orElseGet(() -> new MemoryOutbox(buffer));
        this.sender = new Sender(buffer, outbox, transport, ledger);
        this.threads = new SenderThreads(sender, ledger, builder.threads ? settings.senders() : 0);
        this.keeper = builder.threads ? spool.map(Spool::keeper) : Optional.empty();
        keeper.ifPresent(thread -> thread.start(threads::start));
        this.exitHook = builder.closeOnExit ? ExitHook.register(this::close) : null;
    }

    /**
     * A publisher to an SNS topic, with the SDK's usual credentials and endpoint settings and the region of the ARN.
     *
     * @throws IllegalArgumentException if it is no ARN of a standard SNS topic
     */
    public static PublisherBuilder toTopic(String topicArn) {
        return to(SnsTransport.of(topicArn));
    }

    /**
     * A publisher to an HTTP door, for services that have a token and no AWS credentials.
     *
     * @param url of its {@code /log-activity}: {@code https}, or {@code http} to loopback
     * @param token gives the token for each request, so that it may change; called by several threads
     * @throws IllegalArgumentException if it is no such URL
     */
    public static PublisherBuilder toHttp(URI url, Supplier<String> token) {
        return to(HttpTransport.of(url, token));
    }

    /** A publisher over any transport, which it closes at its end. */
    public static PublisherBuilder to(Transport transport) {
        return new PublisherBuilder(transport);
    }

    /**
     * Publishes an event that is ready. Id, producer and counter are added where it has none; one that has a producer and
     * counter, because it is passed on for somebody else, keeps them.
     */
    public PublishResult publish(ActivityEvent event) {
        requireNonNull(event, "event is null");
        return handOver(() -> encoder.encode(event));
    }

    /**
     * Publishes the event that the builder makes; a field that breaks a rule is a drop, not an exception. Where the
     * builder has none, the event gets a UUIDv7 as its id, the time of this call, and this publisher's id and next
     * counter. The builder must not be used again.
     */
    public PublishResult publish(ActivityEvent.Builder builder) {
        requireNonNull(builder, "builder is null");
        return handOver(() -> encoder.encode(builder));
    }

    /**
     * Sends what was published before, without lingering, and waits until the end of each of those events is known,
     * counted and told to the listener. Waits for another try are cut short. An interrupt ends the wait, not the sending.
     * What a spool has taken over by now counts as published before, and so does whatever is in a file that can't be read.
     *
     * @param timeout how long to wait; zero or less only starts the sending
     * @return how many of them are still open: 0 if none is
     */
    public long flush(Duration timeout) {
        return outbox.settleAll(saturated(timeout), false);
    }

    /** Closes with the timeout that was set, 5 s by default. */
    @Override
    public void close() {
        close(settings.closeTimeout());
    }

    /**
     * Takes no more events, sends those that are there, and ends the threads. What the topic has not confirmed in time
     * stays in the spool for the next publisher on its directory ({@link SpoolStats#left}), and without a spool is
     * dropped as {@link DropReason#ABANDONED}; what was in files that are gone, as {@link DropReason#SPOOL_DAMAGED}. An
     * interrupt does not shorten it. Closing again only waits for the first close, as long as its own timeout says. A
     * spool's disk gets a second more than the timeout, where it needs it; if it still hangs then, what is in its files
     * counts as left.
     *
     * @return how many events were dropped by this call: 0 if none was lost
     */
    public long close(Duration timeout) {
        long nanos = saturated(timeout);
        if (!lockForClosing(nanos)) {
            return 0;
        }
        try {
            if (closed) {
                return 0;
            }
            closed = true;
            return closeNow(nanos);
        } finally {
            closing.unlock();
        }
    }

    /** The counters since this publisher was made. */
    public PublisherStats stats() {
        return ledger.stats(outbox.open(), outbox.diskBytes());
    }

    /** This instance's id, as it stands in {@code producer} of its events. */
    public String producer() {
        return stamp.producer();
    }

    /** For tests: sends one batch on this thread if one is ready, writes its receipts, and says whether one was. */
    boolean sendReady() {
        boolean sent = sender.sendReady();
        spool.ifPresent(kept -> kept.keeper().writeReceipts());
        return sent;
    }

    /** For tests: does on this thread what the spool's would do now, and says whether events were read back. */
    boolean tendSpool() {
        return spool.map(kept -> kept.keeper().step()).orElse(false);
    }

    private PublishResult handOver(Supplier<Encoded> encoding) {
        ledger.published();
        if (closed) {
            stamp.skip();
            return drop(new DroppedEvent(null, null, DropReason.CLOSED, "The publisher is closed."));
        }
        Encoded encoded = encoding.get();
        if (encoded instanceof Encoded.Unfit unfit) {
            PublishResult result = drop(unfit.event());
            if (unfit.error() != null) {
                throw unfit.error();
            }
            return result;
        }
        OutboundEvent event = ((Encoded.Ready) encoded).event();
        Optional<DropReason> refusal = outbox.offer(event);
        if (refusal.isPresent()) {
            return drop(DroppedEvent.of(event, refusal.get()));
        }
        threads.start();
        keeper.ifPresent(thread -> thread.start(threads::start));
        return new PublishResult.Accepted(event.id());
    }

    private long closeNow(long timeoutNanos) {
        List<DroppedEvent> lost = outbox.close(timeoutNanos);
        lost.forEach(ledger::dropped);
        threads.interrupt();
        try {
            transport.close();
        } catch (RuntimeException e) {
            ledger.noted("the transport could not be closed", e);
        }
        if (exitHook != null) {
            exitHook.remove();
        }
        return lost.size();
    }

    private boolean lockForClosing(long timeoutNanos) {
        try {
            return closing.tryLock() || closing.tryLock(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private PublishResult drop(DroppedEvent event) {
        ledger.dropped(event);
        return new PublishResult.Dropped(event.reason(), event.message());
    }
}
