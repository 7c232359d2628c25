package dev.taly.activity.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.watch.metrics.Label;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

final class DoorWatchTest {
    private final StubTopic topic = new StubTopic();
    private final List<String> heard = new ArrayList<>();
    private final Door door = door((status, figures) -> heard.add(status + " " + figures.accepted() + " "
            + figures.refused() + " " + figures.publishTime().isPresent()));

    @Test
    void request_isHeardWithItsEvents() {
        Post.json("[" + Post.EVENT + ",{}]").to(door);

        assertThat(heard).containsExactly("207 1 {missing_field=1} true");
    }

    @Test
    void request_ofWhichNothingIsPublishedHasNoTime() {
        Post.json("{}").to(door);

        assertThat(heard).containsExactly("400 0 {missing_field=1} false");
    }

    @Test
    void request_refusedAsAWholeIsHeardOnce() {
        door.refusal(HttpCall.head("POST", Door.LOG_ACTIVITY, Map.of()));

        assertThat(heard).containsExactly("401 0 {} false");
    }

    @Test
    void otherPaths_areNotHeard() {
        door.answer(HttpCall.head("GET", "/healthz", Map.of()));
        door.answer(HttpCall.head("GET", "/wp-login.php", Map.of()));

        assertThat(heard).isEmpty();
    }

    @Test
    void watchThatThrows_costsTheRequestNothing() {
        Door annoyed = door((status, figures) -> {
            throw new IllegalStateException("no room for figures");
        });

        assertThat(Post.json(Post.EVENT).to(annoyed).status()).isEqualTo(202);
    }

    /** The clock fails as soon as the topic has the event, so how long that took cannot be said. */
    @Test
    void figuresThatFail_changeNoAnswerAndTheRequestIsHeard() {
        Door broken = door((status, figures) -> heard.add(status + " " + figures.accepted()), () -> {
            if (!topic.taken().isEmpty()) {
                throw new IllegalStateException("no clock for figures");
            }
            return 0;
        });

        assertThat(Post.json(Post.EVENT).to(broken).status()).isEqualTo(202);
        assertThat(topic.taken()).hasSize(1);
        assertThat(heard).containsExactly("202 0");
    }

    /** What an event of a request can be refused for is what the metric's label knows. */
    @Test
    void codesOfEvents_areThoseOfTheMetric() {
        Set<String> faults = Set.of(Fault.INSUFFICIENT_SCOPE.code(), Fault.NOT_PUBLISHED.code(), Fault.REFUSED.code());

        assertThat(Label.DOOR_CODE.known()).containsAll(faults).containsAll(Label.CODE.known());
    }

    private Door door(DoorWatch watch) {
        return door(watch, () -> 0);
    }

    private Door door(DoorWatch watch, LongSupplier nanoTime) {
        return new Door(
                new DoorSettings(DoorSettings.DEFAULTS.clientIpHeader(), 0, 500, DoorSettings.MAX_TIMEOUT),
                new EventCodec(EventRules.standard()),
                new TokenCache(Doors::tokens, () -> 0),
                new Publishing(topic, Runnable::run, () -> 0),
                () -> "id",
                Clock.fixed(Doors.NOW, ZoneOffset.UTC),
                nanoTime,
                watch);
    }
}
