package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.archive.InMemoryObjectStore;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.consume.SnsEnvelope;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.deadletter.Fix.Proposal;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.RejectionCode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FixTest {
    private static final Clock CLOCK = Clock.fixed(Letters.NOW, ZoneOffset.UTC);
    private static final String NO_TENANT = Letters.event("e-1", "acme").replace("\"tenantId\":\"acme\",", "");

    private final InMemoryLetterQueue dead = new InMemoryLetterQueue(Letters.NOW);
    private final InMemoryLetterQueue consumer = new InMemoryLetterQueue(Letters.NOW);
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final Quarantine quarantine = new Quarantine(store, "dlq", CLOCK);
    private final Fix fix = new Fix(consumer, quarantine, new EventCodec(EventRules.standard()), CLOCK);

    @Test
    void mendedLetter_isKeptAsItWasSentAndDeleted() {
        SourceMessage message = Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT);
        dead.with(message);

        assertThat(send(Amendment.set("/tenantId=acme"))).isEqualTo(new Fix.Result(1, Map.of(), ""));

        assertThat(dead.messages()).isEmpty();
        SourceMessage sent = consumer.messages().get(0);
        assertThat(sent.body()).contains("\"tenantId\":\"acme\"").contains("\"id\":\"e-1\"");
        assertThat(sent.firstId()).isEqualTo("first-m-1");
        assertThat(index().holds(Letters.letter(message))).isTrue();
        assertThat(restorable()).as("it went on with another body").isEmpty();
    }

    @Test
    void eventsId_stays() {
        Letter letter = Letters.letter(Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT));

        assertThat(fix.propose(
                        letter, Amendment.all(List.of(Amendment.set("/tenantId=acme"), Amendment.set("/id=other")))))
                .isInstanceOf(Proposal.Unfit.class);
        assertThat(fix.propose(
                        letter, Amendment.all(List.of(Amendment.set("/tenantId=acme"), Amendment.remove("/id")))))
                .isInstanceOf(Proposal.Unfit.class);
    }

    @Test
    void wrongId_canBeMended() {
        Letter letter = Letters.letter(Letters.rejected("m-1", "invalid_field", "/id", Letters.event("no id", "acme")));

        assertThat(fix.propose(letter, Amendment.set("/id=an-id"))).isInstanceOf(Proposal.Valid.class);
    }

    @Test
    void changeThatTheConsumerWouldReject_isInvalid() {
        Letter letter = Letters.letter(Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT));

        assertThat(fix.propose(letter, Amendment.set("/tenantId=../etc")))
                .isInstanceOfSatisfying(Proposal.Invalid.class, invalid -> {
                    assertThat(invalid.rejection().code()).isEqualTo(RejectionCode.INVALID_FIELD);
                    assertThat(invalid.rejection().pointer()).isEqualTo("/tenantId");
                });
    }

    @Test
    void changeThatDoesNotFit_isUnfit() {
        Letter letter = Letters.letter(Letters.rejected("m-1", "malformed_json", "#", "{"));

        assertThat(fix.propose(letter, Amendment.set("/tenantId=acme")))
                .isEqualTo(new Proposal.Unfit(
                        letter, "the body is no JSON or has a field twice, so only an editor can mend it"));
    }

    @Test
    void letterThatCannotBeKept_isNotSent() {
        dead.with(Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT));
        store.beforeCreate(object -> {
            throw new ObjectStoreException(object.key(), "cannot be written");
        });

        assertThat(send(Amendment.set("/tenantId=acme")).problem()).endsWith("cannot be written");

        assertThat(consumer.messages()).isEmpty();
        assertThat(dead.messages()).hasSize(1);
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void letterThatTheQueueRefuses_staysAndCanBeRestored() {
        SourceMessage message = Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT);
        dead.with(message);
        consumer.refusing(letter -> true);

        assertThat(send(Amendment.set("/tenantId=acme")))
                .isEqualTo(new Fix.Result(0, Map.of("refused on purpose", 1L), ""));

        assertThat(dead.messages()).hasSize(1);
        assertThat(restorable()).extracting(Letter::messageId).containsExactly("m-1");
    }

    @Test
    void letterThatSomebodyElseHasByNow_isNotSent() {
        dead.with(Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT));

        try (Browse browse = new Browse(dead)) {
            Letter letter = browse.next().get(0);
            dead.pass(Browse.HOLD.plus(Duration.ofSeconds(1)));
            dead.take(Browse.HOLD);
            Proposal.Valid proposal = (Proposal.Valid) fix.propose(letter, Amendment.set("/tenantId=acme"));

            assertThat(fix.send(List.of(proposal), browse, sent -> {}, () -> false)
                            .sent())
                    .isZero();
        }

        assertThat(consumer.messages()).isEmpty();
    }

    @Test
    void stoppedFix_tellsWhatWasDone() {
        dead.with(Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT))
                .with(Letters.rejected("m-2", "missing_field", "/tenantId", NO_TENANT));
        int[] looks = {0};

        try (Browse browse = new Browse(dead)) {
            List<Proposal.Valid> proposals = browse.next().stream()
                    .map(letter -> (Proposal.Valid) fix.propose(letter, Amendment.set("/tenantId=acme")))
                    .toList();
            assertThat(fix.send(proposals, browse, sent -> {}, () -> ++looks[0] > 1)
                            .sent())
                    .isEqualTo(1);
        }

        assertThat(dead.messages()).hasSize(1);
        assertThat(restorable()).hasSize(1);
    }

    @Test
    void letterInAnEnvelope_staysInIt() {
        String envelope = "{\"Type\":\"Notification\",\"MessageId\":\"n-1\",\"TopicArn\":\"arn\",\"Message\":"
                + "\"{\\\"actorId\\\":\\\"u\\\",\\\"action\\\":\\\"user_login\\\",\\\"resource\\\":\\\"session\\\","
                + "\\\"timestamp\\\":\\\"2024-03-28T10:00:00Z\\\"}\"}";
        dead.with(Letters.redriven("m-1", Duration.ofHours(1), envelope));

        assertThat(send(Amendment.set("/tenantId=acme")).sent()).isEqualTo(1);

        SnsEnvelope sent = SnsEnvelope.open(consumer.messages().get(0).body()).orElseThrow();
        assertThat(sent.messageId())
                .as("an event without an id has its id from it")
                .isEqualTo("n-1");
        assertThat(sent.message()).endsWith("\"tenantId\":\"acme\"}");
    }

    private Fix.Result send(Amendment amendment) {
        try (Browse browse = new Browse(dead)) {
            Letter letter = browse.next().get(0);
            return fix.send(List.of((Proposal.Valid) fix.propose(letter, amendment)), browse, sent -> {}, () -> false);
        }
    }

    private Quarantine.Index index() {
        return quarantine.index(LocalDate.of(2024, 3, 28), damaged -> {});
    }

    private List<Letter> restorable() {
        List<Letter> letters = new ArrayList<>();
        quarantine.days().forEach(day -> quarantine.read(day, letters::add, damaged -> {}));
        return letters;
    }
}
