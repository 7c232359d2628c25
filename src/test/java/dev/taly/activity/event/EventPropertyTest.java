package dev.taly.activity.event;

import static dev.taly.activity.event.GeneratedEvents.NOW;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The codec against the published schema and two strict parsers, on events drawn from a seed. */
class EventPropertyTest {
    /** Enough for each build; {@code -Dproperty.events=100000} for a long look. */
    private static final int EVENTS = Integer.getInteger("property.events", 1_000);

    private final EventCodec codec = new EventCodec(EventRules.standard());
    private final EventOracle oracle = new EventOracle();
    private final PublishedSchema schema = new PublishedSchema();
    private final JsonMapper mapper = new JsonMapper();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void decode_acceptsEachValidEventAsTheSchemaDoes(long seed) throws JsonProcessingException {
        GeneratedEvents events = new GeneratedEvents(seed);
        for (int i = 0; i < EVENTS; i++) {
            String text = events.next().json(events.space());
            String place = place(seed, i, text);

            assertThat(codec.decode(text, NOW)).as(place).isInstanceOf(Decoded.Accepted.class);
            assertThat(schema.complaints(mapper.readTree(text))).as(place).isEmpty();
            assertThat(oracle.accepts(text, NOW)).as(place).isTrue();
        }
    }

    static List<Breakage> breakages() {
        return Breakage.all();
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void decode_refusesAnEventThatIsBrokenInOneWay_withItsCodeAndPointer(Breakage breakage)
            throws JsonProcessingException {
        long seed = 3;
        GeneratedEvents events = new GeneratedEvents(seed);
        for (int i = 0; i < 20; i++) {
            String text = breakage.change().apply(events.next(), events.random());
            String place = place(seed, i, text);

            assertThat(codec.decode(text, NOW)).as(place).isInstanceOfSatisfying(Decoded.Rejected.class, rejected -> {
                assertThat(rejected.rejection().code()).as(place).isEqualTo(breakage.code());
                assertThat(rejected.rejection().pointer()).as(place).isEqualTo(breakage.pointer());
            });
            assertThat(oracle.accepts(text, NOW)).as(place).isFalse();
            if (breakage.schemaSees()) {
                assertThat(schema.accepts(mapper.readTree(text))).as(place).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void decode_agreesWithTheOracleOnDamagedTexts(long seed) {
        GeneratedEvents events = new GeneratedEvents(seed);
        int accepted = 0;
        for (int i = 0; i < 2 * EVENTS; i++) {
            EventText event = i % 2 == 0 ? events.next() : EventText.full().shuffled(events.random());
            String text = Mutation.apply(event.json(), events.random());

            boolean accepts = codec.decode(text, NOW) instanceof Decoded.Accepted;

            assertThat(accepts).as(place(seed, i, text)).isEqualTo(oracle.accepts(text, NOW));
            accepted += accepts ? 1 : 0;
        }
        assertThat(accepted).as("a test of refusals alone proves little").isGreaterThan(EVENTS / 10);
    }

    @Test
    void decode_agreesWithTheOracleOnDamagedBytes() {
        long seed = 6;
        GeneratedEvents events = new GeneratedEvents(seed);
        Random random = events.random();
        int accepted = 0;
        for (int i = 0; i < 2 * EVENTS; i++) {
            byte[] bytes = events.next().json().getBytes(StandardCharsets.UTF_8);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));

            boolean accepts = codec.decode(bytes, NOW) instanceof Decoded.Accepted;

            assertThat(accepts)
                    .as(place(seed, i, new String(bytes, StandardCharsets.UTF_8)))
                    .isEqualTo(isAccepted(bytes));
            accepted += accepts ? 1 : 0;
        }
        assertThat(accepted).as("a test of refusals alone proves little").isGreaterThan(EVENTS / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void encode_losesNothingOfWhatWasDecoded(long seed) throws StrictJson.Malformed {
        GeneratedEvents events = new GeneratedEvents(seed);
        for (int i = 0; i < EVENTS; i++) {
            String text = events.next().json(events.space());
            String place = place(seed, i, text);
            ActivityEvent event = accepted(text);

            String line = EventCodec.encode(event);

            assertThat(accepted(line)).as(place).isEqualTo(event);
            assertThat(EventCodec.encode(accepted(line))).as(place).isEqualTo(line);
            assertThat(line.chars().filter(c -> c < ' ')).as(place).isEmpty();
            assertSameMembers(place, StrictJson.parse(line), StrictJson.parse(text));
        }
    }

    @Test
    void encode_ofAStoredEvent_addsWhatTheServiceKnows() throws StrictJson.Malformed {
        long seed = 9;
        GeneratedEvents events = new GeneratedEvents(seed);
        for (int i = 0; i < EVENTS; i++) {
            EventText text = events.next().text("id", "e-" + i).text("level", "warn");
            String enrichment = events.object(5);
            var stored = new StoredEvent(accepted(text.json()), NOW, JsonObject.parse(enrichment));

            Object line = StrictJson.parse(EventCodec.encode(stored));

            Object expected = StrictJson.parse(text.text("receivedAt", NOW.toString())
                    .set("enrichment", enrichment)
                    .json());
            assertSameMembers(place(seed, i, text.json()), line, expected);
        }
    }

    private boolean isAccepted(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return oracle.accepts(text, NOW);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private ActivityEvent accepted(String text) {
        Decoded decoded = codec.decode(text, NOW);
        assertThat(decoded).as(text).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted) decoded).event();
    }

    /** Equal to the last digit and code point, and in order within metadata; a timestamp and a seq mean the same. */
    private static void assertSameMembers(String place, Object actual, Object expected) {
        Map<?, ?> line = (Map<?, ?>) actual;
        Map<?, ?> sent = (Map<?, ?>) expected;
        assertThat(line.keySet()).as(place).isEqualTo(sent.keySet());
        line.forEach((name, value) -> {
            Object other = requireNonNull(sent.get(name));
            if (name.equals("timestamp")) {
                assertThat(EventTime.parse((String) value)).as(place).isEqualTo(EventTime.parse((String) other));
                assertThat((String) value).as(place).endsWith("Z");
            } else if (name.equals("seq")) {
                assertThat(new BigDecimal(((StrictJson.Num) value).text()))
                        .as(place)
                        .isEqualByComparingTo(new BigDecimal(((StrictJson.Num) other).text()));
            } else {
                // The text form of a map shows the order of its members.
                assertThat(String.valueOf(value)).as(place).isEqualTo(String.valueOf(other));
            }
        });
    }

    private static String place(long seed, int number, String text) {
        return "seed " + seed + ", event " + number + ": " + text.substring(0, Math.min(text.length(), 4_000));
    }
}
