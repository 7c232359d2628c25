package dev.taly.activity.publish;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.Outcome;
import dev.taly.activity.publish.Transport.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The producer's promises. There are no threads here and time stands still: {@code sendReady} is what a sender thread does
 * over and over, and the waits before retries are 100 ms, 200 ms, ….
 */
class ActivityPublisherTest {
    private static final Instant NOW = Instant.parse("2024-03-28T12:45:33.120Z");

    private final FakeTransport transport = new FakeTransport();
    private final Heard heard = new Heard();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final ActivityPublisher publisher = publisher().build();

    private PublisherBuilder publisher() {
        return ActivityPublisher.to(transport)
                .listener(heard)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .nanoTime(nanos::get)
                .backoff(tries -> 100L << (tries - 1))
                .closeOnExit(false)
                .withoutThreads();
    }

    // What publish adds

    @Test
    void publish_completesTheEvent() {
        PublishResult result = publisher.publish(Events.login());
        sendAll();

        ActivityEvent sent = sentEvents().get(0);
        assertThat(result).isEqualTo(new PublishResult.Accepted(requireNonNull(sent.id())));
        assertThat(sent.timestamp()).hasToString("2024-03-28T12:45:33.120Z");
        assertThat(sent.producer()).isEqualTo(publisher.producer());
        assertThat(sent.seq()).isEqualTo(1);
        assertThat(sent.level()).as("what the sender left open stays open").isNull();
    }

    @Test
    void publish_keepsWhatTheEventHas() {
        ActivityEvent event = Events.login("my-id")
                .timestamp(Instant.EPOCH)
                .origin("somebody", 42L)
                .build();

        assertThat(publisher.publish(event)).isEqualTo(new PublishResult.Accepted("my-id"));
        sendAll();
        assertThat(sentEvents()).containsExactly(event);
    }

    @Test
    void seq_isContiguousFromOne() {
        IntStream.range(0, 25).forEach(i -> publisher.publish(Events.login()));
        sendAll();

        assertThat(sentEvents())
                .extracting(ActivityEvent::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
    }

    @Test
    void seq_hasAHoleForEveryEventThatIsLost() {
        publisher.publish(Events.login());
        publisher.publish(Events.login().tenantId("no/tenant"));
        publisher.publish(Events.login().metadata(Map.of("a", "x".repeat(EventCodec.MAX_BYTES))));
        publisher.publish(Events.login());
        sendAll();

        assertThat(sentEvents()).extracting(ActivityEvent::seq).containsExactly(1L, 4L);
    }

    @Test
    void producer_isAnotherOneForEachInstance() {
        assertThat(publisher.producer()).isNotEqualTo(publisher().build().producer());
        assertThat(publisher().producer("service-1").build().producer()).isEqualTo("service-1");
        assertThat(publisher().service("booking").build().producer())
                .matches("booking:[0-9a-f-]{36}")
                .isNotEqualTo(publisher().service("booking").build().producer());
    }

    @Test
    void producer_isMadeWhenItIsFirstNeeded() {
        AtomicLong reads = new AtomicLong();
        Clock counting = clock(() -> {
            reads.incrementAndGet();
            return NOW;
        });
        ActivityPublisher restored = publisher().clock(counting).build();

        assertThat(reads)
                .as("two restores of one snapshot must not share an id")
                .hasValue(0);
        assertThat(restored.producer()).isEqualTo(restored.producer());
    }

    @Test
    void attributes_sayWhatSubscribersFilterBy() {
        publisher.publish(Events.login().outcome(Outcome.FAILURE));
        publisher.publish(Events.login().action("role_changed"));
        publisher.publish(Events.login().action("not_in_the_catalogue"));
        publisher.publish(Events.login().level(Level.CRITICAL));
        sendAll();

        assertThat(sent())
                .extracting(OutboundEvent::attributes)
                .containsExactly(
                        Map.of("tenantId", "acme", "action", "user_login", "level", "info", "outcome", "failure"),
                        Map.of("tenantId", "acme", "action", "role_changed", "level", "critical"),
                        Map.of("tenantId", "acme", "action", "not_in_the_catalogue", "level", "info"),
                        Map.of("tenantId", "acme", "action", "user_login", "level", "critical"));
    }

    // What publish refuses

    @Test
    void publish_dropsWhatBreaksARule() {
        PublishResult result = publisher.publish(Events.login("a").actorId(null));

        assertThat(result).isEqualTo(new PublishResult.Dropped(DropReason.INVALID, "actorId is required."));
        assertThat(heard.reasons()).containsExactly(DropReason.INVALID);
        assertBalance(0, 1);
    }

    @Test
    void publish_dropsMetadataThatNoEventCanCarry() {
        assertDropped(Map.of("a", "x".repeat(EventCodec.MAX_BYTES)), DropReason.TOO_LARGE);
        assertDropped(Map.of("a", new Object()), DropReason.INVALID);
        assertDropped(Map.of("a", "\ud800"), DropReason.INVALID);
        assertBalance(0, 3);
    }

    private void assertDropped(Map<String, ?> metadata, DropReason reason) {
        assertThat(publisher.publish(Events.login().metadata(metadata)))
                .isInstanceOfSatisfying(
                        PublishResult.Dropped.class,
                        dropped -> assertThat(dropped.reason()).isEqualTo(reason));
    }

    @Test
    void publish_dropsWhatIsTooLarge() {
        ActivityEvent.Builder large = Events.login("a").metadata(Map.of("a", "x".repeat(EventCodec.MAX_BYTES - 50)));

        assertThat(publisher.publish(large))
                .isInstanceOfSatisfying(
                        PublishResult.Dropped.class,
                        dropped -> assertThat(dropped.reason()).isEqualTo(DropReason.TOO_LARGE));
        assertThat(heard.dropped().get(0).id()).isEqualTo("a");
        assertThat(heard.dropped().get(0).json()).contains("xxx");
        assertBalance(0, 1);
    }

    @Test
    void publish_countsWhatAClockThatThrowsCosts() {
        Clock broken = clock(() -> {
            throw new IllegalStateException("no time");
        });
        ActivityPublisher timeless = publisher().clock(broken).build();

        assertThat(timeless.publish(Events.login())).isInstanceOf(PublishResult.Dropped.class);
        assertThat(timeless.stats().dropped()).containsExactly(Map.entry(DropReason.INVALID, 1L));
    }

    @Test
    @SuppressWarnings("NullAway") // callers without a null checker are what this is about
    void publish_ofNothingIsAMistakeThatDoesNotCount() {
        assertThatThrownBy(() -> publisher.publish((ActivityEvent) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> publisher.publish((ActivityEvent.Builder) null))
                .isInstanceOf(NullPointerException.class);
        assertBalance(0, 0);
    }

    @Test
    void publish_dropsWhenAllPlacesAreTaken() {
        ActivityPublisher small = publisher().bufferEvents(2).build();
        small.publish(Events.login("a"));
        small.publish(Events.login("b"));

        assertThat(small.publish(Events.login("c")))
                .isEqualTo(new PublishResult.Dropped(DropReason.BUFFER_FULL, "The buffer has no room."));
        assertThat(heard.dropped()).extracting(DroppedEvent::id).containsExactly("c");
        small.flush(Duration.ZERO);
        assertThat(small.sendReady()).isTrue();
        assertThat(small.publish(Events.login("d"))).isInstanceOf(PublishResult.Accepted.class);
    }

    @Test
    void publish_countsEventsThatWaitForAnotherTryAsOpen() {
        ActivityPublisher small =
                publisher().bufferEvents(1).linger(Duration.ZERO).build();
        transport.answer(FakeTransport::failed);
        small.publish(Events.login("a"));
        small.sendReady();

        assertThat(small.publish(Events.login("b"))).isInstanceOf(PublishResult.Dropped.class);
    }

    @Test
    void publish_dropsWhenTheBytesAreTaken() {
        ActivityPublisher small = publisher().bufferBytes(Transport.MAX_BYTES).build();
        JsonObject half = JsonObject.of(Map.of("a", "x".repeat(Transport.MAX_BYTES / 2 - 1_000)));
        small.publish(Events.login().metadata(half));
        small.publish(Events.login().metadata(half));

        assertThat(small.publish(Events.login().metadata(JsonObject.of(Map.of("a", "x".repeat(2_000))))))
                .isInstanceOf(PublishResult.Dropped.class);
        small.flush(Duration.ZERO);
        small.sendReady();
        assertThat(small.publish(Events.login().metadata(half))).isInstanceOf(PublishResult.Accepted.class);
    }

    @Test
    void publish_dropsAfterClose() {
        publisher.close(Duration.ZERO);

        assertThat(publisher.publish(Events.login()))
                .isEqualTo(new PublishResult.Dropped(DropReason.CLOSED, "The publisher is closed."));
        assertThat(publisher.stats().dropped()).containsExactly(Map.entry(DropReason.CLOSED, 1L));
        assertThat(transport.isClosed()).isTrue();
    }

    // How events leave

    @Test
    void batch_leavesAfterTheLinger() {
        publisher.publish(Events.login("a"));
        assertThat(publisher.sendReady()).isFalse();
        pass(Duration.ofMillis(49));
        assertThat(publisher.sendReady()).isFalse();
        pass(Duration.ofMillis(1));

        assertThat(publisher.sendReady()).isTrue();
        assertThat(transport.ids()).containsExactly("a");
    }

    @Test
    void batch_leavesWhenItIsFull() {
        IntStream.range(0, 21).forEach(i -> publisher.publish(Events.login()));
        while (publisher.sendReady()) {}

        assertThat(transport.batchSizes()).containsExactly(10, 10);
        pass(Duration.ofMillis(50));
        publisher.sendReady();
        assertThat(transport.batchSizes()).containsExactly(10, 10, 1);
    }

    @Test
    void batch_countsTheAttributesToo() {
        ActivityEvent.Builder event =
                Events.login("a").outcome(Outcome.SUCCESS).timestamp(NOW).origin("p", 1L);
        int rest = EventCodec.encode(
                        event.metadata(JsonObject.parse("{\"a\":\"\"}")).build())
                .length();
        ActivityEvent largest = event.metadata(JsonObject.of(Map.of("a", "x".repeat(EventCodec.MAX_BYTES - rest))))
                .build();
        publisher.publish(largest);
        publisher.publish(largest);
        sendAll();

        assertThat(sent()).extracting(OutboundEvent::jsonBytes).containsOnly(Transport.MAX_BYTES / 2);
        assertThat(transport.batchSizes())
                .as("two would fit but for their attributes")
                .containsExactly(1, 1);
    }

    @Test
    void flush_sendsWithoutLingering() {
        publisher.publish(Events.login("a"));

        assertThat(publisher.flush(Duration.ZERO)).isEqualTo(1);
        assertThat(publisher.sendReady()).isTrue();
        assertThat(publisher.flush(Duration.ZERO)).isZero();
    }

    @Test
    void flush_onAnInterruptedThreadSaysAtOnceWhatIsOpen() {
        publisher.publish(Events.login("a"));
        Thread.currentThread().interrupt();

        assertThat(publisher.flush(Duration.ofDays(1))).isEqualTo(1);
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        assertThat(publisher.sendReady()).as("it leaves nevertheless").isTrue();
    }

    // What becomes of them

    @Test
    void partlyFailedBatch_isTriedAgainForTheFailedAlone() {
        transport.answer(batch -> List.of(
                new Delivery.Delivered(),
                new Delivery.Failed("throttled"),
                new Delivery.Refused("bad"),
                new Delivery.Failed("throttled")));
        publishAll("a", "b", "c", "d");
        publisher.flush(Duration.ZERO);
        publisher.sendReady();
        assertBalance(1, 1);

        transport.answer(FakeTransport::delivered);
        assertThat(publisher.sendReady()).isFalse();
        pass(Duration.ofMillis(100));
        assertThat(publisher.sendReady()).isTrue();

        assertThat(transport.ids()).containsExactly("a", "b", "c", "d", "b", "d");
        assertThat(publisher.stats().retries()).isEqualTo(2);
        assertThat(heard.dropped())
                .extracting(DroppedEvent::id, DroppedEvent::reason, DroppedEvent::message)
                .containsExactly(tuple("c", DropReason.REFUSED, "bad"));
        assertThat(heard.delivered()).isEqualTo(3);
        assertBalance(3, 1);
    }

    @Test
    void failedEvent_waitsLongerEachTime() {
        transport.answer(FakeTransport::failed);
        publisher.publish(Events.login("a"));
        publisher.flush(Duration.ZERO);

        for (int wait : new int[] {100, 200, 400, 800}) {
            assertThat(publisher.sendReady()).isTrue();
            pass(Duration.ofMillis(wait - 1));
            assertThat(publisher.sendReady()).isFalse();
            pass(Duration.ofMillis(1));
        }
    }

    @Test
    void flush_startsTheWaitsOver() {
        transport.answer(FakeTransport::failed);
        publisher.publish(Events.login("a"));
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(2));
            assertThat(publisher.sendReady()).isTrue();
        }
        publisher.flush(Duration.ZERO);
        assertThat(publisher.sendReady()).isTrue();

        pass(Duration.ofMillis(99));
        assertThat(publisher.sendReady()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(publisher.sendReady()).isTrue();
    }

    @Test
    void failedEvent_letsOthersPass() {
        transport.answer(batch -> batch.stream()
                .<Delivery>map(event -> event.id().equals("a") ? new Delivery.Failed("no") : new Delivery.Delivered())
                .toList());
        publishAll("a", "b");
        sendAll();
        publishAll("c");
        pass(Duration.ofMillis(50));
        assertThat(publisher.sendReady()).isTrue();

        assertThat(transport.ids()).containsExactly("a", "b", "c");
        assertBalance(2, 0);
    }

    @Test
    void topicThatIsDown_isNotFloodedByWhatWaits() {
        transport.answer(FakeTransport::failed);
        IntStream.range(0, 100).forEach(i -> publisher.publish(Events.login()));
        assertThat(publisher.sendReady()).isTrue();

        assertThat(publisher.sendReady())
                .as("it pauses, though nine batches are full")
                .isFalse();
        transport.answer(FakeTransport::delivered);
        pass(Duration.ofMillis(100));
        sendAll();
        assertBalance(100, 0);
        assertThat(transport.batches()).as("a failed batch, and ten").hasSize(11);
    }

    @Test
    void failedEvent_expiresAtTheDeliveryTimeout() {
        ActivityPublisher hasty = publisher()
                .deliveryTimeout(Duration.ofMillis(150))
                .linger(Duration.ZERO)
                .build();
        transport.answer(FakeTransport::failed);
        hasty.publish(Events.login("a"));
        assertThat(hasty.sendReady()).isTrue();
        pass(Duration.ofMillis(100));
        assertThat(hasty.sendReady()).isTrue();
        pass(Duration.ofMillis(50));
        // The next wait of 200 ms would end after the timeout, so the last try is at the timeout.
        pass(Duration.ofMillis(150));
        assertThat(hasty.sendReady()).isTrue();

        assertThat(heard.dropped())
                .extracting(DroppedEvent::id, DroppedEvent::reason, DroppedEvent::message)
                .containsExactly(tuple("a", DropReason.EXPIRED, "not now"));
        assertThat(hasty.flush(Duration.ZERO)).isZero();
    }

    @Test
    void close_saysWhatItAbandons() {
        publishAll("a", "b");

        assertThat(publisher.close(Duration.ZERO)).isEqualTo(2);
        assertThat(heard.dropped()).extracting(DroppedEvent::id).containsExactly("a", "b");
        assertThat(heard.reasons()).containsOnly(DropReason.ABANDONED);
        assertBalance(0, 2);
        assertThat(publisher.close(Duration.ZERO)).isZero();
        assertBalance(0, 2);
    }

    @Test
    void answerAfterCloseGaveUp_countsNothingTwice() {
        transport.answer(batch -> {
            publisher.close(Duration.ZERO);
            return List.of(new Delivery.Delivered(), new Delivery.Refused("bad"), new Delivery.Failed("no"));
        });
        publishAll("a", "b", "c");
        publisher.flush(Duration.ZERO);
        publisher.sendReady();

        assertThat(heard.reasons()).containsExactly(DropReason.ABANDONED, DropReason.ABANDONED, DropReason.ABANDONED);
        assertThat(publisher.stats().retries()).isZero();
        assertBalance(0, 3);
    }

    @Test
    void losses_areLoggedOnceAsAWarning() {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            publishAll("not an id", "nor this", "none");
            publisher.close(Duration.ZERO);
        } finally {
            System.setErr(err);
        }

        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("WARN", "INVALID"),
                        second -> assertThat(second).contains("WARN", "ABANDONED"));
    }

    @Test
    void droppedEvent_hidesItsContentInLogs() {
        assertThat(new DroppedEvent("a", "{\"actorId\":\"jane\"}", DropReason.EXPIRED, "late"))
                .asString()
                .doesNotContain("jane");
    }

    private static Clock clock(Supplier<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    private void publishAll(String... ids) {
        for (String id : ids) {
            publisher.publish(Events.login(id));
        }
    }

    private void sendAll() {
        publisher.flush(Duration.ZERO);
        while (publisher.sendReady()) {}
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<OutboundEvent> sent() {
        return transport.batches().stream().flatMap(List::stream).toList();
    }

    private List<ActivityEvent> sentEvents() {
        EventCodec codec = new EventCodec(EventRules.standard());
        return sent().stream()
                .map(event -> ((Decoded.Accepted) codec.decode(event.json(), NOW)).event())
                .toList();
    }

    private void assertBalance(long delivered, long dropped) {
        PublisherStats stats = publisher.stats();
        assertThat(stats.delivered()).isEqualTo(delivered);
        assertThat(stats.droppedInAll()).isEqualTo(dropped);
        assertThat(stats.published()).isEqualTo(delivered + dropped + stats.pending());
    }
}
