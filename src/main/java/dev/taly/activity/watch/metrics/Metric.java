package dev.taly.activity.watch.metrics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every metric, under its names in CloudWatch and in Prometheus. Dashboards and alarms are held to this list.
 *
 * <p>Events are counted where they are dealt with, and delivery is at-least-once: a batch that comes again counts again.
 */
public enum Metric {
    EVENTS_STORED(
            "EventsStored",
            "activity_events_stored",
            Unit.COUNT,
            Kind.COUNTER,
            null,
            "Events whose line is durable in the archive."),
    OBJECTS_STORED(
            "ObjectsStored", "activity_objects_stored", Unit.COUNT, Kind.COUNTER, null, "Objects with stored events."),
    BYTES_STORED(
            "BytesStored",
            "activity_stored_bytes",
            Unit.BYTES,
            Kind.COUNTER,
            null,
            "Size of the objects with stored events, compressed."),
    EVENTS_REJECTED(
            "EventsRejected",
            "activity_events_rejected",
            Unit.COUNT,
            Kind.COUNTER,
            Label.CODE,
            "Messages that are no valid event and went to the dead letters, by rejection code."),
    MESSAGES_FAILED(
            "MessagesFailed",
            "activity_messages_failed",
            Unit.COUNT,
            Kind.COUNTER,
            null,
            "Messages of which nothing is certain, and that come again."),
    BATCH_DUPLICATES(
            "BatchDuplicates",
            "activity_batch_duplicates",
            Unit.COUNT,
            Kind.COUNTER,
            null,
            "Stored lines whose tenant, day and event id an earlier line of the same batch has. Duplicates across batches are not"
                    + " seen."),
    EVENT_TO_STORE(
            "EventToStore",
            "activity_event_to_store_seconds",
            Unit.SECONDS,
            Kind.HISTOGRAM,
            null,
            "From an event's own timestamp until it is durable; 0 where the timestamp lies ahead. Late senders count in full."),
    QUEUE_TO_STORE(
            "QueueToStore",
            "activity_queue_to_store_seconds",
            Unit.SECONDS,
            Kind.HISTOGRAM,
            null,
            "From when the queue took an event until it is durable."),
    OLDEST_IN_BATCH(
            "OldestInBatch",
            "activity_batch_oldest_seconds",
            Unit.SECONDS,
            Kind.GAUGE,
            null,
            "How long the oldest message of the latest batch had been in the queue when work on it began."),
    ENRICHMENT_MISSING(
            "EnrichmentMissing",
            "activity_enrichment_missing",
            Unit.COUNT,
            Kind.COUNTER,
            Label.FINDING,
            "Findings that are absent for a reason that is no event's, by enrichment and reason."),
    BATCH_TIME(
            "BatchTime",
            "activity_batch_seconds",
            Unit.SECONDS,
            Kind.HISTOGRAM,
            null,
            "How long the work on a batch took."),

    HTTP_REQUESTS(
            "HttpRequests",
            "activity_http_requests",
            Unit.COUNT,
            Kind.COUNTER,
            Label.STATUS,
            "Requests to /log-activity that the HTTP door answered, by class of status."),
    HTTP_RATE_LIMITED(
            "HttpRateLimited",
            "activity_http_rate_limited",
            Unit.COUNT,
            Kind.COUNTER,
            null,
            "Requests that the HTTP door refused because their token sent too many events."),
    HTTP_EVENTS_ACCEPTED(
            "HttpEventsAccepted",
            "activity_http_events_accepted",
            Unit.COUNT,
            Kind.COUNTER,
            null,
            "Events that the HTTP door took and the topic confirmed."),
    HTTP_EVENTS_REFUSED(
            "HttpEventsRefused",
            "activity_http_events_refused",
            Unit.COUNT,
            Kind.COUNTER,
            Label.DOOR_CODE,
            "Events that the HTTP door looked at and did not take, by code."),
    HTTP_PUBLISH_TIME(
            "HttpPublishTime",
            "activity_http_publish_seconds",
            Unit.SECONDS,
            Kind.HISTOGRAM,
            null,
            "How long a request's events took to the topic, until it confirmed them or the door gave up."),

    LETTERS_ARCHIVED(
            "LettersArchived",
            "activity_letters_archived",
            Unit.COUNT,
            Kind.COUNTER,
            null,
            "Dead letters that a run of the quarantine wrote to the bucket."),
    LETTERS_UNSEEN(
            "LettersUnseen",
            "activity_letters_unseen",
            Unit.COUNT,
            Kind.COUNTER,
            null,
            "Dead letters, about, that a run of the quarantine could not look at or keep."),

    ALERTS_RAISED(
            "AlertsRaised",
            "activity_alerts_raised",
            Unit.COUNT,
            Kind.COUNTER,
            Label.SEVERITY,
            "Alerts that were raised, by severity."),
    ALERTS_FAILED(
            "AlertsFailed",
            "activity_alerts_failed",
            Unit.COUNT,
            Kind.COUNTER,
            null,
            "How often alerts could not be told on a channel; they are tried again."),

    WORKER_FAULTS(
            null,
            "activity_worker_faults",
            Unit.COUNT,
            Kind.COUNTER,
            Label.STEP,
            "Requests of the worker that its queue did not answer well, by step."),
    QUEUE_VISIBLE(
            null, "activity_queue_messages", Unit.COUNT, Kind.GAUGE, null, "Messages that wait in the queue, about."),
    QUEUE_IN_FLIGHT(
            null,
            "activity_queue_in_flight",
            Unit.COUNT,
            Kind.GAUGE,
            null,
            "Messages that the queue handed out and that are not deleted yet, about."),
    DEAD_LETTERS(
            null, "activity_dead_letters", Unit.COUNT, Kind.GAUGE, null, "Messages in the dead letter queue, about."),
    HEAP_USED(null, "activity_jvm_heap_used_bytes", Unit.BYTES, Kind.GAUGE, null, "Heap in use."),
    HEAP_MAX(null, "activity_jvm_heap_max_bytes", Unit.BYTES, Kind.GAUGE, null, "Heap at most."),
    THREADS(null, "activity_jvm_threads", Unit.COUNT, Kind.GAUGE, null, "Live threads."),
    UPTIME(null, "activity_jvm_uptime_seconds", Unit.SECONDS, Kind.GAUGE, null, "How long this process runs.");

    /** Whose all these are in CloudWatch. */
    public static final String NAMESPACE = "ActivityLogger";

    /** The one dimension that every metric has in CloudWatch: the stack's name. */
    public static final String STACK = "Stack";

    private final Optional<String> cloudWatch;
    private final String prometheus;
    private final Unit unit;
    private final Kind kind;
    private final Optional<Label> label;
    private final String help;

    Metric(@Nullable String cloudWatch, String prometheus, Unit unit, Kind kind, @Nullable Label label, String help) {
        this.cloudWatch = Optional.ofNullable(cloudWatch);
        this.prometheus = prometheus;
        this.unit = unit;
        this.kind = kind;
        this.label = Optional.ofNullable(label);
        this.help = help;
    }

    /** What a value says. */
    public enum Kind {
        /** How many more; never negative. */
        COUNTER,
        /** How much it is at the moment. */
        GAUGE,
        /** One of many values whose distribution matters. */
        HISTOGRAM
    }

    /** What a value is measured in. */
    public enum Unit {
        COUNT("Count"),
        BYTES("Bytes"),
        SECONDS("Seconds");

        private final String cloudWatch;

        Unit(String cloudWatch) {
            this.cloudWatch = cloudWatch;
        }

        /** By <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html">CloudWatch</a>. */
        public String cloudWatch() {
            return cloudWatch;
        }
    }

    /** The name in CloudWatch; nothing where AWS has that figure itself, or it is of one process only. */
    public Optional<String> cloudWatch() {
        return cloudWatch;
    }

    /** The name in Prometheus, a counter's without {@code _total}. */
    public String prometheus() {
        return prometheus;
    }

    public Unit unit() {
        return unit;
    }

    public Kind kind() {
        return kind;
    }

    /** What its values are told apart by. */
    public Optional<Label> label() {
        return label;
    }

    /** A sentence for people. */
    public String help() {
        return help;
    }
}
