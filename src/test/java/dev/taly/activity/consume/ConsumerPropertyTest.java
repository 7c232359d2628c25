package dev.taly.activity.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectStoreException;
import dev.taly.activity.consume.DeadLetters.DeadLetter;
import dev.taly.activity.consume.MessageOutcome.Rejected;
import dev.taly.activity.consume.MessageOutcome.Stored;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any messages whatever and for any failures of the store and the queue. */
@Timeout(120)
final class ConsumerPropertyTest {
    private static final int BATCHES = 120;
    private static final int BATCH_SIZE = 25;
    private static final Pattern KEY = Pattern.compile(
            "events/tenant=([A-Za-z0-9][A-Za-z0-9_.-]{0,63})/date=([0-9]{4}-[0-9]{2}-[0-9]{2})/20240328T124533\\.120Z-[0-9a-f]{16}\\.jsonl\\.gz");
    private static final Pattern RECEIPT =
            Pattern.compile("receipts/2024-03-28/12/20240328T124533\\.120Z-batch-[0-9]+\\.json");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void consume_ofHostileMessagesKeepsEveryPromise(long seed) throws IOException {
        HostileMessages hostile = new HostileMessages(seed);
        long stored = 0;
        long rejected = 0;
        for (int i = 0; i < BATCHES; i++) {
            try (Workshop workshop = new Workshop()) {
                List<SourceMessage> batch = batch(hostile, i);
                BatchResult result = workshop.consume("batch-" + i, batch, Workshop.ENOUGH);
                String where = "seed " + seed + ", batch " + i;

                assertThat(result.outcomes()).describedAs(where).containsOnlyKeys(ids(batch));
                assertThat(result.failedIds()).describedAs(where).isEmpty();
                checkKeysAndLines(workshop, where);
                checkRoundTrips(workshop, batch, result, where);
                checkLetters(workshop, batch, result, where);
                stored += result.count(Stored.class);
                rejected += result.count(Rejected.class);
            }
        }
        // Else the generator tests one side only.
        assertThat(stored).isGreaterThan(BATCHES * BATCH_SIZE / 10);
        assertThat(rejected).isGreaterThan(BATCHES * BATCH_SIZE / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void consume_withFailuresAcknowledgesOnlyWhatIsSafe(long seed) throws IOException {
        HostileMessages hostile = new HostileMessages(seed);
        int failed = 0;
        for (int i = 0; i < BATCHES; i++) {
            try (Workshop workshop = new Workshop()) {
                List<SourceMessage> batch = batch(hostile, i);
                String where = "seed " + seed + ", batch " + i;
                breakSome(workshop, seed * 1_000 + i);

                BatchResult first = workshop.consume("batch-" + i, batch, Workshop.ENOUGH);
                checkDone(workshop, batch, first, where);
                failed += first.failedIds().size();

                repair(workshop);
                Set<String> open = Set.copyOf(first.failedIds());
                List<SourceMessage> again = batch.stream()
                        .filter(message -> open.contains(message.messageId()))
                        .toList();
                BatchResult second = workshop.consume("batch-" + (BATCHES + i), again, Workshop.ENOUGH);
                assertThat(second.failedIds()).describedAs(where).isEmpty();
                checkDone(workshop, again, second, where);
                checkKeysAndLines(workshop, where);
                checkOneVersionOfEach(workshop, where);
            }
        }
        assertThat(failed).isGreaterThan(BATCHES * BATCH_SIZE / 10);
    }

    /** Some six megabytes, of a thousand tenants: as much as Lambda hands over. */
    @Test
    void consume_ofTheLargestBatchOverAThousandTenants() {
        List<SourceMessage> batch = new ArrayList<>();
        String filling = "x".repeat(450);
        for (int i = 0; i < 10_000; i++) {
            String event = Messages.eventJson("e" + i, "tenant-" + i % 1_000, "2024-03-28T10:00:00Z");
            batch.add(Messages.message("m" + i, event.replace("}", ",\"metadata\":{\"f\":\"" + filling + "\"}}")));
        }
        try (Workshop workshop = new Workshop()) {
            assertThat(workshop.consume(batch).count(Stored.class)).isEqualTo(10_000);
            assertThat(workshop.lines()).hasSize(1_000);
            assertThat(workshop.allLines()).hasSize(10_000);
        }
    }

    private static List<SourceMessage> batch(HostileMessages hostile, int number) {
        List<SourceMessage> batch = new ArrayList<>();
        for (int i = 0; i < BATCH_SIZE; i++) {
            batch.add(hostile.next("m-" + number + "-" + i));
            if (hostile.chance(10)) {
                batch.add(batch.get(batch.size() - 1));
            }
        }
        return batch;
    }

    private static void checkKeysAndLines(Workshop workshop, String where) throws IOException {
        for (String key : workshop.store.keys()) {
            assertThat(KEY.matcher(key).matches() || RECEIPT.matcher(key).matches())
                    .describedAs("%s: key %s", where, key)
                    .isTrue();
        }
        for (Map.Entry<String, List<String>> object : workshop.lines().entrySet()) {
            Matcher key = KEY.matcher(object.getKey());
            assertThat(key.matches()).isTrue();
            for (String line : object.getValue()) {
                ObjectNode stored = (ObjectNode) JSON.readTree(line);
                assertThat(stored.get("tenantId").textValue())
                        .describedAs(where)
                        .isEqualTo(key.group(1));
                assertThat(stored.get("timestamp").textValue())
                        .describedAs(where)
                        .startsWith(key.group(2) + "T");
            }
        }
    }

    private static void checkRoundTrips(Workshop workshop, List<SourceMessage> batch, BatchResult result, String where)
            throws IOException {
        Map<String, List<String>> lines = workshop.lines();
        for (SourceMessage message : batch) {
            if (result.outcomes().get(message.messageId()) instanceof Stored stored) {
                String sent = HostileMessages.eventText(message.body());
                boolean kept = false;
                for (String line : lines.getOrDefault(stored.key(), List.of())) {
                    kept |= isLineOf(line, sent);
                }
                assertThat(kept)
                        .describedAs("%s: %s in %s", where, sent, stored.key())
                        .isTrue();
            }
        }
    }

    /** The line is what was sent, and besides id, level and receivedAt; the time is the same one, in UTC. */
    private static boolean isLineOf(String line, String sent) throws IOException {
        ObjectNode expected = (ObjectNode) JSON.readTree(sent);
        ObjectNode actual = (ObjectNode) JSON.readTree(line);
        boolean added = actual.hasNonNull("id") && actual.hasNonNull("level") && actual.hasNonNull("receivedAt");
        OffsetDateTime sentTime = OffsetDateTime.parse(expected.get("timestamp").textValue());
        OffsetDateTime storedTime = OffsetDateTime.parse(actual.get("timestamp").textValue());
        boolean sameTime =
                storedTime.isEqual(sentTime) && storedTime.getOffset().equals(ZoneOffset.UTC);
        actual.remove(List.of("level", "receivedAt", "timestamp"));
        expected.remove("timestamp");
        if (!expected.has("id")) {
            actual.remove("id");
        }
        return added
                && sameTime
                && actual.equals(expected)
                && tokens(actual.path("metadata").isMissingNode() ? "null" : metadata(line))
                        .equals(tokens(expected.path("metadata").isMissingNode() ? "null" : metadata(sent)));
    }

    private static String metadata(String event) throws IOException {
        try (JsonParser in = JSON.createParser(event)) {
            in.nextToken();
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                if (name.equals("metadata")) {
                    int from = (int) in.currentTokenLocation().getCharOffset();
                    in.skipChildren();
                    return event.substring(from, (int) in.currentLocation().getCharOffset());
                }
                in.skipChildren();
            }
            return "null";
        }
    }

    /** The texts of all tokens, so that 1.0 is not 1.00. */
    private static List<String> tokens(String json) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (JsonParser in = JSON.createParser(json)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                tokens.add(token + " " + in.getText());
            }
        }
        return tokens;
    }

    private static void checkLetters(Workshop workshop, List<SourceMessage> batch, BatchResult result, String where) {
        Map<String, SourceMessage> sources =
                batch.stream().collect(Collectors.toMap(SourceMessage::messageId, message -> message, (a, b) -> a));
        assertThat(workshop.deadLetters.arrived()).describedAs(where).hasSize((int) result.count(Rejected.class));
        for (DeadLetter letter : workshop.deadLetters.arrived()) {
            assertThat(letter.message())
                    .describedAs(where)
                    .isSameAs(sources.get(letter.message().messageId()));
            assertThat(result.outcomes().get(letter.message().messageId()))
                    .describedAs(where)
                    .isEqualTo(new Rejected(letter.rejection()));
        }
    }

    /** The invariant: done means that the line is in the store, or the letter in the queue. */
    private static void checkDone(Workshop workshop, List<SourceMessage> batch, BatchResult result, String where)
            throws IOException {
        assertThat(result.outcomes()).describedAs(where).containsOnlyKeys(ids(batch));
        checkRoundTrips(workshop, batch, result, where);
        Set<String> letters = workshop.deadLetters.arrived().stream()
                .map(letter -> letter.message().messageId())
                .collect(Collectors.toSet());
        result.outcomes().forEach((id, outcome) -> {
            if (outcome instanceof Rejected) {
                assertThat(letters).describedAs(where).contains(id);
            }
        });
    }

    /** A redelivery may add a duplicate, but never a second version of one id. */
    private static void checkOneVersionOfEach(Workshop workshop, String where) throws IOException {
        for (List<String> versions : workshop.allLines().stream()
                .collect(Collectors.groupingBy(ConsumerPropertyTest::id))
                .values()) {
            long distinctMessages = versions.stream().distinct().count();
            assertThat(distinctMessages).describedAs("%s: %s", where, versions).isEqualTo(1);
        }
    }

    private static String id(String line) {
        return line.substring(0, line.indexOf(','));
    }

    private static void breakSome(Workshop workshop, long seed) {
        workshop.store.beforeCreate(sometimes(seed, 25)).afterCreate(sometimes(seed + 1, 15));
        workshop.deadLetters
                .takes(letter -> !isUnlucky(seed + 2, letter.message().messageId(), 25))
                .confirms(letter -> !isUnlucky(seed + 3, letter.message().messageId(), 15));
    }

    private static void repair(Workshop workshop) {
        workshop.store.beforeCreate(object -> {}).afterCreate(object -> {});
        workshop.deadLetters.takes(letter -> true).confirms(letter -> true);
    }

    private static Consumer<NewObject> sometimes(long seed, int percent) {
        AtomicLong errors = new AtomicLong();
        return object -> {
            // Receipts seldom, or little else would ever be tried.
            int chance = object.key().startsWith("receipts/") ? percent / 5 : percent;
            if (isUnlucky(seed, object.key(), chance)) {
                if (errors.incrementAndGet() % 7 == 0) {
                    throw new StackOverflowError("in a test");
                }
                throw new ObjectStoreException(object.key(), "failed in a test");
            }
        };
    }

    /** By what it is about, not by its turn: several threads ask. */
    private static boolean isUnlucky(long seed, String what, int percent) {
        return new Random(seed * 31 + what.hashCode()).nextInt(100) < percent;
    }

    private static Set<String> ids(List<SourceMessage> batch) {
        return batch.stream().map(SourceMessage::messageId).collect(Collectors.toSet());
    }
}
