package dev.taly.activity.model;

import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.DropReason;
import dev.taly.activity.publish.DroppedEvent;
import dev.taly.activity.publish.PublishListener;
import dev.taly.activity.publish.PublishResult;
import dev.taly.activity.publish.PublisherStats;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.publish.SteppedPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service that publishes, and keeps account of what it was told. */
final class ModelService implements PublishListener {
    private static final ActionCatalogue CATALOGUE = ActionCatalogue.shipped();
    private static final int BUFFER = 30;
    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);

    private final VirtualTime time;
    private final Chance chance;
    private final Findings findings;
    private final Tally tally;
    private final ModelTopic topic;
    private final ModelClock clock;
    private final SteppedPublisher stepped;
    private final List<Item> accepted = new ArrayList<>();
    private final Map<Item, Long> publishedAt = new HashMap<>();
    private final Map<Integer, DropReason> lost = new HashMap<>();
    private long published;
    private long delivered;
    private long told;
    private long thrown;
    private boolean closing;

    ModelService(String name, VirtualTime time, Chance chance, Findings findings, Tally tally, ModelTopic topic) {
        this.time = time;
        this.chance = chance;
        this.findings = findings;
        this.tally = tally;
        this.topic = topic;
        this.clock = new ModelClock(time);
        this.stepped = SteppedPublisher.of(
                ActivityPublisher.to(new SnsTransport(
                                new TopicClient(topic, time, chance, findings),
                                "arn:aws:sns:us-east-1:000000000000:events"))
                        .clock(clock)
                        .catalogue(CATALOGUE)
                        .producer(name)
                        .listener(this)
                        .bufferEvents(BUFFER)
                        .deliveryTimeout(DELIVERY_TIMEOUT),
                time::nanos,
                tries -> chance.between(50, 100) << Math.min(tries, 6));
    }

    ModelClock clock() {
        return clock;
    }

    void publish(Item item, boolean withLevel) {
        long pending = stats().pending();
        published++;
        publishedAt.put(item, time.nanos());
        PublishResult result = stepped.publisher()
                .publish(ActivityEvent.builder()
                        .id(item.id())
                        .tenantId(item.tenant())
                        .actorId(Item.SECRET)
                        .action("user_login")
                        .resource("session")
                        .level(withLevel ? Level.WARN : null)
                        .metadata(Map.of("n", item.number())));
        if (result instanceof PublishResult.Accepted) {
            accepted.add(item);
        } else if (result instanceof PublishResult.Dropped dropped) {
            boolean full = dropped.reason() == DropReason.BUFFER_FULL && pending == BUFFER;
            boolean closed = dropped.reason() == DropReason.CLOSED && closing;
            findings.expect(full || closed, Promise.HONEST_LOSS, "with %d pending: %s", pending, dropped);
        }
    }

    boolean send() {
        return stepped.sendReady();
    }

    void hurry() {
        stepped.hurry();
    }

    void close() {
        closing = true;
        stepped.publisher().close(Duration.ZERO);
    }

    /** The topic works now: what is open has to get away. */
    void drain() {
        stepped.hurry();
        while (stepped.sendReady()) {
            // Until nothing is ready any more.
        }
        findings.expect(stats().pending() == 0, Promise.DRAINED, "the publisher keeps %s", stats());
        close();
    }

    /** Whether the service was told that the item is lost. */
    boolean knowsLost(Item item) {
        return lost.containsKey(item.number());
    }

    List<Item> accepted() {
        return accepted;
    }

    /** Once it is closed: what was told is what is counted, and every event has ended. */
    void check() {
        PublisherStats stats = stats();
        findings.expect(
                stats.pending() == 0
                        && stats.published() == published
                        && stats.delivered() == delivered
                        && stats.droppedInAll() == told
                        && stats.listenerFailures() == thrown
                        && published == delivered + told,
                Promise.BALANCED,
                "%d published, told of %d delivered and %d lost, but %s",
                published,
                delivered,
                told,
                stats);
        for (Item item : accepted) {
            findings.expect(
                    knowsLost(item) || topic.hasTaken(item),
                    Promise.CONSERVED,
                    "item %d was accepted, never reached the topic, and its loss was not told",
                    item.number());
        }
    }

    @Override
    public void onDelivered(int events) {
        delivered += events;
        tally.reached("event delivered");
        mayThrow();
    }

    @Override
    public void onDropped(DroppedEvent dropped) {
        told++;
        tally.reached("event lost, " + dropped.reason());
        Item item = dropped.json() == null ? null : topic.item(dropped.json());
        if (item != null) {
            DropReason before = lost.put(item.number(), dropped.reason());
            findings.expect(before == null, Promise.BALANCED, "item %d is lost twice", item.number());
            findings.expect(isTrue(item, dropped.reason()), Promise.HONEST_LOSS, "%s", dropped);
        }
        mayThrow();
    }

    private boolean isTrue(Item item, DropReason reason) {
        return switch (reason) {
            case REFUSED -> topic.hasRefused(item);
            case EXPIRED -> time.nanos() - publishedAt.getOrDefault(item, 0L) >= DELIVERY_TIMEOUT.toNanos();
            case ABANDONED, CLOSED -> closing;
            case BUFFER_FULL -> true;
            case INVALID, TOO_LARGE, SPOOL_FULL, SPOOL_DAMAGED -> false;
        };
    }

    private void mayThrow() {
        if (chance.strikes(Fault.LISTENER_THROWS)) {
            thrown++;
            throw new IllegalStateException("a listener of a model");
        }
    }

    private PublisherStats stats() {
        return stepped.publisher().stats();
    }
}
