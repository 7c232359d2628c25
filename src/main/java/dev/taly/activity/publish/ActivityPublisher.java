package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events, fire and forget. Safe for any number of threads; make one for each process and topic, and close it at
 * the end.
 *
 * <p>{@link #publish} completes the event (id, timestamp, producer and counter), encodes it and puts it into a bounded
 * buffer. That takes some microseconds on the caller's thread; it never waits for the network and never throws for a
 * delivery problem. Daemon threads, started with the first event, send batches of up to 10 events and 256 KiB when full
 * or after a linger, and try failed entries again until the delivery timeout. Every event that is lost on the way is
 * counted with a reason, told to the listener, and leaves a hole in the counter that auditors see.
 *
 * <p>Events in the buffer are lost with the process if it is killed. At an orderly exit a shutdown hook closes the
 * publisher.
 */
public final class ActivityPublisher implements AutoCloseable {
    private static final Pattern PRODUCER = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    private final Transport transport;
    private final PublisherSettings settings;
    private final Clock clock;
    private final String producer;
    private final EventIds ids;
    private final Buffer buffer;
    private final Ledger ledger;
    private final Sender sender;
    private final AtomicLong seq = new AtomicLong();
    private final AtomicBoolean started = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final @Nullable Thread exitHook;
    private volatile boolean closed;

    private ActivityPublisher(Builder builder) {
        this.transport = builder.transport;
        this.settings = builder.settings();
        this.clock = builder.clock;
        this.ids = new EventIds(clock, new SecureRandom());
        this.producer = builder.producer == null ? ids.next() : builder.producer;
        if (!PRODUCER.matcher(producer).matches()) {
            throw new IllegalArgumentException("producer must be 1 to 128 characters of A-Z a-z 0-9 _ . : -");
        }
        this.buffer = new Buffer(settings.bufferEvents(), settings.bufferBytes(), settings.linger());
        this.ledger = new Ledger(builder.listener);
        this.sender = new Sender(buffer, transport, ledger, settings);
        this.exitHook = builder.closeOnExit ? new Thread(this::close, "activity-publisher-exit") : null;
        if (exitHook != null) {
            Runtime.getRuntime().addShutdownHook(exitHook);
        }
    }

    /**
     * A publisher to an SNS topic, with the SDK's usual credentials and endpoint settings and the region of the ARN.
     *
     * @throws IllegalArgumentException if it is no ARN of an SNS topic
     */
    public static Builder toTopic(String topicArn) {
        return to(SnsTransport.of(topicArn));
    }

    /** A publisher over any transport, which it closes at its end. */
    public static Builder to(Transport transport) {
        return new Builder(transport);
    }

    /** Publishes an event that is ready. Id, producer and counter are added where it has none. */
    public PublishResult publish(ActivityEvent event) {
        return publish(event.toBuilder());
    }

    /**
     * Publishes the event that the builder makes; a field that breaks a rule is a drop, not an exception. Where the
     * builder has none, the event gets a UUIDv7 as its id, the time of this call, and this publisher's id and next
     * counter. The builder must not be used again.
     */
    public PublishResult publish(ActivityEvent.Builder builder) {
        ledger.published();
        // The counter moves on even for an event that is then lost: the hole is what makes the loss noticeable.
        long number = seq.incrementAndGet();
        if (closed) {
            return drop(null, null, DropReason.CLOSED, "The publisher is closed.");
        }
        ActivityEvent event;
        try {
            event = builder.idIfAbsent(ids.next())
                    .timestampIfAbsent(clock.instant())
                    .originIfAbsent(producer, number)
                    .build();
        } catch (InvalidEventException e) {
            return drop(null, null, DropReason.INVALID, e.rejection().message());
        }
        String id = requireNonNull(event.id());
        String json = EventCodec.encode(event);
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > EventCodec.MAX_BYTES) {
            return drop(
                    id,
                    json,
                    DropReason.TOO_LARGE,
                    "The event has " + bytes + " bytes; " + EventCodec.MAX_BYTES + " are allowed.");
        }
        start();
        if (!buffer.offer(new OutboundEvent(id, event.tenantId(), json, bytes, System.nanoTime()))) {
            return closed
                    ? drop(id, json, DropReason.CLOSED, "The publisher is closed.")
                    : drop(id, json, DropReason.BUFFER_FULL, "The buffer has no room.");
        }
        return new PublishResult.Accepted(id);
    }

    /**
     * Sends what was published before, without lingering, and waits until the end of each of those events is known.
     *
     * @param timeout how long to wait
     * @return how many of them are still open: 0 if none is
     */
    public long flush(Duration timeout) {
        try {
            return buffer.settleAll(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return buffer.open();
        }
    }

    /** Closes with the timeout that was set, 5 s by default. */
    @Override
    public void close() {
        close(settings.closeTimeout());
    }

    /**
     * Takes no more events, sends those that are there, and ends the threads. What the topic has not confirmed in time is
     * dropped as {@link DropReason#ABANDONED}. Closing again does nothing.
     *
     * @return how many events were abandoned
     */
    public long close(Duration timeout) {
        synchronized (threads) {
            if (closed) {
                return 0;
            }
            closed = true;
        }
        buffer.close();
        flush(timeout);
        List<OutboundEvent> left = buffer.abandon();
        for (OutboundEvent event : left) {
            drop(event.id(), event.json(), DropReason.ABANDONED, "It was not confirmed before the publisher closed.");
        }
        threads.forEach(Thread::interrupt);
        transport.close();
        removeExitHook();
        return left.size();
    }

    /** The counters since this publisher was made. */
    public PublisherStats stats() {
        return ledger.stats(buffer.open());
    }

    /** This instance's id, as it stands in {@code producer} of its events. */
    public String producer() {
        return producer;
    }

    private PublishResult drop(@Nullable String id, @Nullable String json, DropReason reason, String message) {
        ledger.dropped(new DroppedEvent(id, json, reason, message));
        return new PublishResult.Dropped(reason, message);
    }

    private void start() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        synchronized (threads) {
            for (int i = 1; i <= settings.senders() && !closed; i++) {
                Thread thread = new Thread(sender::run, "activity-publisher-" + i);
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
        }
    }

    private void removeExitHook() {
        if (exitHook == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(exitHook);
        } catch (IllegalStateException e) {
            // The exit is under way, and this is the hook.
        }
    }

    /** Collects a publisher's settings. Not for sharing between threads. */
    public static final class Builder {
        private final Transport transport;
        private Clock clock = Clock.systemUTC();
        private PublishListener listener = new PublishListener() {};
        private @Nullable String producer;
        private boolean closeOnExit = true;
        private int bufferEvents = PublisherSettings.DEFAULTS.bufferEvents();
        private long bufferBytes = PublisherSettings.DEFAULTS.bufferBytes();
        private Duration linger = PublisherSettings.DEFAULTS.linger();
        private int senders = PublisherSettings.DEFAULTS.senders();
        private Duration deliveryTimeout = PublisherSettings.DEFAULTS.deliveryTimeout();
        private Duration firstRetry = PublisherSettings.DEFAULTS.firstRetry();
        private Duration longestRetry = PublisherSettings.DEFAULTS.longestRetry();
        private Duration closeTimeout = PublisherSettings.DEFAULTS.closeTimeout();

        private Builder(Transport transport) {
            this.transport = requireNonNull(transport, "transport is null");
        }

        /** Hears of deliveries and losses; by default nobody does. */
        public Builder listener(PublishListener value) {
            listener = requireNonNull(value, "listener is null");
            return this;
        }

        /** The clock for ids and timestamps; by default the system's. */
        public Builder clock(Clock value) {
            clock = requireNonNull(value, "clock is null");
            return this;
        }

        /** This instance's id, 1 to 128 of {@code A-Za-z0-9_.:-}. By default a new UUID: two instances must never share one. */
        public Builder producer(String value) {
            producer = requireNonNull(value, "producer is null");
            return this;
        }

        /** How many events may wait, at least 1; by default 10,000. */
        public Builder bufferEvents(int value) {
            bufferEvents = value;
            return this;
        }

        /** How many bytes of JSON may wait, at least 256 KiB; by default 32 MiB. */
        public Builder bufferBytes(long value) {
            bufferBytes = value;
            return this;
        }

        /** How long an event may wait for others to fill its batch; by default 50 ms. */
        public Builder linger(Duration value) {
            linger = requireNonNull(value, "linger is null");
            return this;
        }

        /** How many threads send, 1 to 64; by default 4. */
        public Builder senders(int value) {
            senders = value;
            return this;
        }

        /** How long after {@code publish} an event is tried again; by default 2 minutes. */
        public Builder deliveryTimeout(Duration value) {
            deliveryTimeout = requireNonNull(value, "deliveryTimeout is null");
            return this;
        }

        /** The waits before the first retry and at most, by default 100 ms and 5 s; they double in between, with jitter. */
        public Builder retryAfter(Duration first, Duration longest) {
            firstRetry = requireNonNull(first, "first is null");
            longestRetry = requireNonNull(longest, "longest is null");
            return this;
        }

        /** How long {@link #close()} waits; by default 5 s. */
        public Builder closeTimeout(Duration value) {
            closeTimeout = requireNonNull(value, "closeTimeout is null");
            return this;
        }

        /** Whether an orderly exit of the JVM closes the publisher; by default it does. */
        public Builder closeOnExit(boolean value) {
            closeOnExit = value;
            return this;
        }

        /**
         * The publisher.
         *
         * @throws IllegalArgumentException if a setting is out of its range; it names the setting
         */
        public ActivityPublisher build() {
            return new ActivityPublisher(this);
        }

        private PublisherSettings settings() {
            return new PublisherSettings(
                    bufferEvents,
                    bufferBytes,
                    linger,
                    senders,
                    deliveryTimeout,
                    firstRetry,
                    longestRetry,
                    closeTimeout);
        }
    }
}
