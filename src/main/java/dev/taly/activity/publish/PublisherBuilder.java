package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.event.ActionCatalogue;
import io.github.resilience4j.core.IntervalFunction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link ActivityPublisher} is made of. Not for sharing between threads. */
public final class PublisherBuilder {
    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern PRODUCER = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    final Transport transport;
    Clock clock = Clock.systemUTC();
    PublishListener listener = new PublishListener() {};

    @Nullable
    String service;

    @Nullable
    String producer;

    @Nullable
    ActionCatalogue catalogue;

    boolean closeOnExit = true;
    LongSupplier nanoTime = System::nanoTime;

    @Nullable
    IntervalFunction backoff;

    boolean threads = true;
    private int bufferEvents = PublisherSettings.DEFAULTS.bufferEvents();
    private long bufferBytes = PublisherSettings.DEFAULTS.bufferBytes();
    private Duration linger = PublisherSettings.DEFAULTS.linger();
    private int senders = PublisherSettings.DEFAULTS.senders();
    private Duration deliveryTimeout = PublisherSettings.DEFAULTS.deliveryTimeout();
    private Duration firstRetry = PublisherSettings.DEFAULTS.firstRetry();
    private Duration longestRetry = PublisherSettings.DEFAULTS.longestRetry();
    private @Nullable Path spool;
    private long spoolBytes = SpoolSettings.DEFAULT_BYTES;
    private SpoolFiles spoolFiles = new DiskFiles();
    private Duration closeTimeout = PublisherSettings.DEFAULTS.closeTimeout();

    PublisherBuilder(Transport transport) {
        this.transport = requireNonNull(transport, "transport is null");
    }

    /** Hears of deliveries and losses; by default nobody does. */
    public PublisherBuilder listener(PublishListener value) {
        listener = requireNonNull(value, "listener is null");
        return this;
    }

    /** The clock for ids and timestamps; by default the system's. */
    public PublisherBuilder clock(Clock value) {
        clock = requireNonNull(value, "clock is null");
        return this;
    }

    /**
     * The name of the service that publishes, 1 to 64 of {@code A-Za-z0-9_.-}: each instance's id is then that, a colon, and a new
     * UUID. So alerts know a service that falls silent, whichever of its instances runs.
     */
    public PublisherBuilder service(String value) {
        service = requireNonNull(value, "service is null");
        return this;
    }

    /**
     * This instance's id, 1 to 128 of {@code A-Za-z0-9_.:-}. By default a new UUID: two instances must never share one, and
     * neither may one before and after a restart. It stands in place of {@link #service}.
     */
    public PublisherBuilder producer(String value) {
        producer = requireNonNull(value, "producer is null");
        return this;
    }

    /**
     * Where the {@code level} that subscribers filter by comes from if the event has none of its own; by default the
     * catalogue that ships with the project. An action that it doesn't know counts as {@code info}.
     */
    public PublisherBuilder catalogue(ActionCatalogue value) {
        catalogue = requireNonNull(value, "catalogue is null");
        return this;
    }

    /** How many events may be open, waiting or on their way, at least 1; by default 10,000. */
    public PublisherBuilder bufferEvents(int value) {
        bufferEvents = value;
        return this;
    }

    /** How many bytes the open events may have, at least 256 KiB; by default 32 MiB. */
    public PublisherBuilder bufferBytes(long value) {
        bufferBytes = value;
        return this;
    }

    /** How long an event may wait for others to fill its batch; by default 50 ms. */
    public PublisherBuilder linger(Duration value) {
        linger = requireNonNull(value, "linger is null");
        return this;
    }

    /** How many threads send, 1 to 64; by default 4. */
    public PublisherBuilder senders(int value) {
        senders = value;
        return this;
    }

    /**
     * How long after {@code publish} an event that failed is tried again; by default 2 minutes. The first try always is.
     * What is in a spool is tried again for ever.
     */
    public PublisherBuilder deliveryTimeout(Duration value) {
        deliveryTimeout = requireNonNull(value, "deliveryTimeout is null");
        return this;
    }

    /**
     * The waits before the first retry and at most, 1 ms to 1 hour, by default 100 ms and 5 s. They double in between, with
     * jitter; {@code flush} and {@code close} cut them short.
     */
    public PublisherBuilder retryAfter(Duration first, Duration longest) {
        firstRetry = requireNonNull(first, "first is null");
        longestRetry = requireNonNull(longest, "longest is null");
        return this;
    }

    /** How long {@link ActivityPublisher#close()} waits; by default 5 s. */
    public PublisherBuilder closeTimeout(Duration value) {
        closeTimeout = requireNonNull(value, "closeTimeout is null");
        return this;
    }

    /**
     * Keeps every accepted event in that directory of a local disk until it is delivered, so that neither a killed process
     * nor an outage of the topic loses it. By default there is no spool. The directory is made if it is not there; publishers
     * of several processes may share it, and one that is made later sends what was left by one that is gone. A directory
     * that can't be used is no error but reported as any later failure of the disk. Files are made for this user alone, and only
     * what belongs to this user is taken over. What a publisher of another class loader leaves is taken over by the next
     * process, not by this one.
     */
    public PublisherBuilder spool(Path directory) {
        spool = requireNonNull(directory, "directory is null");
        return this;
    }

    /**
     * How many bytes this publisher's own files may have, at least 2 MiB; by default 256 MiB. What it takes over, and what
     * was set aside as {@code damaged-*} until somebody deletes it, takes up to half of that from them and may be more: it
     * is on the disk already. Publishers that are killed one after the other in an outage may each leave files,
     * together more than the limit.
     */
    public PublisherBuilder spoolBytes(long value) {
        spoolBytes = value;
        return this;
    }

    /** Whether an orderly exit of the JVM closes the publisher; by default it does. */
    public PublisherBuilder closeOnExit(boolean value) {
        closeOnExit = value;
        return this;
    }

    /** For tests: the clock of linger and delivery timeout. */
    PublisherBuilder nanoTime(LongSupplier value) {
        nanoTime = value;
        return this;
    }

    /** For tests: the wait before each retry, in milliseconds. */
    PublisherBuilder backoff(IntervalFunction value) {
        backoff = value;
        return this;
    }

    /** For tests: the disk of the spool. */
    PublisherBuilder spoolFiles(SpoolFiles value) {
        spoolFiles = value;
        return this;
    }

    /** For tests: nothing is sent but by {@link ActivityPublisher#sendReady}. */
    PublisherBuilder withoutThreads() {
        threads = false;
        return this;
    }

    /**
     * The publisher.
     *
     * @throws IllegalArgumentException if a setting is out of its range; it names the setting
     */
    public ActivityPublisher build() {
        if (producer != null && !PRODUCER.matcher(producer).matches()) {
            throw new IllegalArgumentException("producer must be 1 to 128 characters of A-Z a-z 0-9 _ . : -");
        }
        if (service != null && !SERVICE.matcher(service).matches()) {
            throw new IllegalArgumentException("service must be 1 to 64 characters of A-Z a-z 0-9 _ . -");
        }
        return new ActivityPublisher(this);
    }

    /** The spool, if there is one. */
    Optional<Spool> spool(Buffer buffer, Ledger ledger) {
        SpoolSettings checked = new SpoolSettings(spool == null ? Path.of("") : spool, spoolBytes);
        return spool == null
                ? Optional.empty()
                : Optional.of(Spool.open(spoolFiles, checked, buffer, ledger, nanoTime));
    }

    PublisherSettings settings() {
        return new PublisherSettings(
                bufferEvents, bufferBytes, linger, senders, deliveryTimeout, firstRetry, longestRetry, closeTimeout);
    }
}
