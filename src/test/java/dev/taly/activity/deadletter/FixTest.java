package dev.taly.activity.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FixTest {
    private static final Clock CLOCK = Clock.fixed(Letters.NOW, ZoneOffset.UTC);
    private static final String NO_TENANT = Letters.event("e-1", "acme").replace("\"tenantId\":\"acme\",", "");

    private final InMemoryLetterQueue dead = new InMemoryLetterQueue(Letters.NOW);
    private final InMemoryLetterQueue consumer = new InMemoryLetterQueue(Letters.NOW);
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final Quarantine quarantine = new Quarantine(store, CLOCK);
    private final Fix fix = new Fix(consumer, quarantine, new EventCodec(EventRules.standard()), CLOCK);

    @Test
    void mendedLetter_isSentDeletedAndKeptAsItWas() {
        dead.with(Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT));

        assertThat(send(Amendment.set("/tenantId=acme"))).isEmpty();

        assertThat(dead.messages()).isEmpty();
        SourceMessage sent = consumer.messages().get(0);
        assertThat(sent.body()).contains("\"tenantId\":\"acme\"").contains("\"id\":\"e-1\"");
        assertThat(sent.firstId()).isEqualTo("first-m-1");
        assertThat(kept()).singleElement().satisfies(kept -> {
            assertThat(kept.mended()).isTrue();
            assertThat(kept.letter().message().body()).isEqualTo(NO_TENANT);
        });
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
                .isEqualTo(new Proposal.Unfit(letter, "the body is no JSON, so only an editor can mend it"));
    }

    @Test
    void letterThatCannotBeKept_isNotSent() {
        dead.with(Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT));
        store.beforeCreate(object -> {
            throw new ObjectStoreException(object.key(), "cannot be written");
        });

        assertThatThrownBy(() -> send(Amendment.set("/tenantId=acme"))).isInstanceOf(ObjectStoreException.class);

        assertThat(consumer.messages()).isEmpty();
        assertThat(dead.messages()).hasSize(1);
        assertThat(dead.hidden()).isZero();
    }

    @Test
    void letterThatTheQueueRefuses_stays() {
        dead.with(Letters.rejected("m-1", "missing_field", "/tenantId", NO_TENANT));
        consumer.refusing(letter -> true);

        assertThat(send(Amendment.set("/tenantId=acme"))).isEqualTo("refused on purpose");

        assertThat(dead.messages()).hasSize(1);
    }

    @Test
    void letterInAnEnvelope_staysInIt() {
        String envelope = "{\"Type\":\"Notification\",\"MessageId\":\"n-1\",\"TopicArn\":\"arn\",\"Message\":"
                + "\"{\\\"actorId\\\":\\\"u\\\",\\\"action\\\":\\\"user_login\\\",\\\"resource\\\":\\\"session\\\","
                + "\\\"timestamp\\\":\\\"2024-03-28T10:00:00Z\\\"}\"}";
        dead.with(Letters.redriven("m-1", Duration.ofHours(1), envelope));

        assertThat(send(Amendment.set("/tenantId=acme"))).isEmpty();

        SnsEnvelope sent = SnsEnvelope.open(consumer.messages().get(0).body()).orElseThrow();
        assertThat(sent.messageId())
                .as("an event without an id has its id from it")
                .isEqualTo("n-1");
        assertThat(sent.message()).endsWith("\"tenantId\":\"acme\"}");
    }

    private String send(Amendment amendment) {
        try (Browse browse = new Browse(dead)) {
            Letter letter = browse.next().get(0).letter();
            return fix.send((Proposal.Valid) fix.propose(letter, amendment), browse);
        }
    }

    private List<Quarantine.Kept> kept() {
        List<Quarantine.Kept> kept = new ArrayList<>();
        quarantine.days().forEach(day -> quarantine.read(day, kept::add));
        return kept;
    }
}
