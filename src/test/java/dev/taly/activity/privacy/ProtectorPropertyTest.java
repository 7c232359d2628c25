package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import dev.taly.activity.event.GeneratedEvents;
import dev.taly.activity.event.JsonObject;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for any event under any policy, over events drawn from a seed. */
final class ProtectorPropertyTest {
    private static final int EVENTS = 1_000;
    private static final PseudonymKeys KEYS = Keys.one();
    private static final EventCodec CODEC = new EventCodec(EventRules.standard());

    private final long seed = new Random().nextLong();

    @Test
    void protect_makesOfEachEventWhatThePolicySays_andNothingElse() {
        PersonalEvents events = new PersonalEvents(seed, KEYS);
        Protector protector = ProtectorTest.of(PersonalEvents.POLICY);
        for (int i = 0; i < EVENTS; i++) {
            PersonalEvents.Twin twin = events.next();
            assertThat(EventCodec.encode(protector.protect(decode(twin.sent())).event()))
                    .as("seed %d, event %d: %s", seed, i, twin.sent())
                    .isEqualTo(EventCodec.encode(decode(twin.stored())));
        }
    }

    @Test
    void protect_twiceIsAsOnce() {
        for (String policy :
                new String[] {PersonalEvents.POLICY, PrivacyPolicy.shippedText(), strict("hash"), strict("drop")}) {
            Protector protector = ProtectorTest.of(policy);
            PersonalEvents events = new PersonalEvents(seed, KEYS);
            for (int i = 0; i < EVENTS / 4; i++) {
                String sent = events.next().sent();
                ActivityEvent once = protector.protect(decode(sent)).event();
                assertThat(protector.protect(once).event())
                        .as("seed %d, event %d: %s", seed, i, sent)
                        .isEqualTo(once);
            }
        }
    }

    @Test
    void protectBody_ofAnEventIsTheEventProtected() {
        PersonalEvents events = new PersonalEvents(seed, KEYS);
        Protector protector = ProtectorTest.of(PersonalEvents.POLICY);
        for (int i = 0; i < EVENTS / 4; i++) {
            String sent = events.next().sent();
            assertThat(decode(protector.protectBody(sent, false)))
                    .as("seed %d, event %d: %s", seed, i, sent)
                    .isEqualTo(protector.protect(decode(sent)).event());
        }
    }

    @Test
    void protectBody_ofAnyTextReturns_andTwiceIsAsOnce() {
        Random random = new Random(seed);
        Protector[] protectors = {
            ProtectorTest.of(PersonalEvents.POLICY),
            ProtectorTest.of(PrivacyPolicy.shippedText()),
            ProtectorTest.of(strict("hash"))
        };
        PersonalEvents events = new PersonalEvents(seed, KEYS);
        for (int i = 0; i < EVENTS; i++) {
            String broken = broken(events.next().sent(), random);
            for (Protector protector : protectors) {
                boolean withoutConsent = random.nextInt(4) == 0;
                String once = protector.protectBody(broken, withoutConsent);
                assertThat(protector.protectBody(once, withoutConsent))
                        .as("seed %d, event %d: %s", seed, i, broken)
                        .isEqualTo(once);
            }
        }
    }

    /** What SQS does not take is escaped, and that can make JSON of what was none. */
    @Test
    void protectBody_thatMakesJsonOfATextTwice_isAsOnce() {
        Protector protector = ProtectorTest.of(PrivacyPolicy.shippedText());
        String broken = "{\"\":\"\\\ud800\",\"a\":{\"secret\":\"\",\"b\":[]}}";

        String once = protector.protectBody(broken, false);

        assertThat(protector.protectBody(once, false)).isEqualTo(once);
    }

    @Test
    void protect_ofEventsWithoutPersonalDataChangesNothing() {
        GeneratedEvents events = new GeneratedEvents(seed);
        Protector protector = ProtectorTest.of("{version: v, text: {emails: hash, phones: mask, ibans: mask}}");
        for (int i = 0; i < EVENTS; i++) {
            ActivityEvent event = decode(events.next().json());
            assertThat(protector.protect(event).event())
                    .as("seed %d, event %d", seed, i)
                    .isEqualTo(event);
            JsonObject metadata = event.metadata();
            assertThat(metadata == null ? "" : JsonObject.parse(metadata.json()).json())
                    .isEqualTo(metadata == null ? "" : metadata.json());
        }
    }

    private static String strict(String treatment) {
        return PersonalEvents.POLICY.replaceAll("exempt: .*", "metadata: " + treatment + "}");
    }

    /** The text with a few characters changed, taken out, put in, or its end cut off. */
    private static String broken(String text, Random random) {
        StringBuilder broken = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0 && broken.length() > 0; i--) {
            int at = random.nextInt(broken.length());
            char c = "\"\\{}[]:,@+ 0x\ud800\n".charAt(random.nextInt(15));
            switch (random.nextInt(4)) {
                case 0 -> broken.setCharAt(at, c);
                case 1 -> broken.insert(at, c);
                case 2 -> broken.deleteCharAt(at);
                default -> broken.setLength(random.nextInt(3) == 0 ? at : broken.length());
            }
        }
        return broken.toString();
    }

    private static ActivityEvent decode(String text) {
        Decoded decoded = CODEC.decode(text, GeneratedEvents.NOW);
        if (decoded instanceof Decoded.Accepted accepted) {
            return accepted.event();
        }
        throw new AssertionError(decoded + " of " + text);
    }
}
