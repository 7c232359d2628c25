package dev.taly.activity.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.archive.Archive.PlannedObject;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventTime;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.Level;
import dev.taly.activity.event.StoredEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plan, announce, write: what then lies in the store, on each store. */
abstract class ArchiveContractTest {
    private static final Instant NOW = Instant.parse("2024-03-28T12:45:33.120456Z");
    private static final Partition ACME = new Partition("acme", LocalDate.of(2024, 3, 28));

    private ObjectStore store;
    private Archive archive;

    /** A store without objects. */
    abstract ObjectStore emptyStore() throws Exception;

    @BeforeEach
    final void startEmpty() throws Exception {
        store = emptyStore();
        archive = new Archive(store, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void plan_writesNothing() {
        archive.plan(ACME, List.of(event("1", "2024-03-28T10:00:00Z")), archive.writeTime());

        assertThat(store.list("")).isEmpty();
    }

    @Test
    void write_putsLinesIntoThePartition() throws IOException {
        List<StoredEvent> events = List.of(
                event("1", "2024-03-28T10:00:00.5Z"),
                event("2", "2024-03-28T00:00:00Z"),
                event("3", "2024-03-28T23:59:59.999999999Z"));
        PlannedObject planned = archive.plan(ACME, events, archive.writeTime());

        Stored stored = archive.write(planned);

        byte[] body = read(stored.key());
        assertThat(stored).isInstanceOf(Stored.Written.class);
        assertThat(stored.key())
                .isEqualTo("events/tenant=acme/date=2024-03-28/20240328T124533.120Z-"
                        + Sha256.of(body).hex().substring(0, 16) + ".jsonl.gz");
        assertThat(unzipOneMember(body)).isEqualTo(line(events.get(0)) + line(events.get(1)) + line(events.get(2)));
        assertThat(store.get(stored.key()).orElseThrow().metadata())
                .containsAllEntriesOf(Map.of(
                        "count", "3", "first", "2024-03-28T00:00:00Z", "last", "2024-03-28T23:59:59.999999999Z"));
    }

    @Test
    void write_ofTheSameObjectAgainIsAlreadyPresent() {
        List<StoredEvent> events = List.of(event("1", "2024-03-28T10:00:00Z"));
        Stored first = archive.write(archive.plan(ACME, events, archive.writeTime()));

        Stored second = archive.write(archive.plan(ACME, events, archive.writeTime()));

        assertThat(second).isEqualTo(new Stored.AlreadyPresent(first.key()));
        assertThat(store.list(Partition.ROOT)).hasSize(1);
    }

    @Test
    void announce_writesAReceiptOfEveryObject() throws IOException {
        Instant writeTime = archive.writeTime();
        PlannedObject planned = archive.plan(
                ACME, List.of(event("2", "2024-03-28T10:00:00Z"), event("1", "2024-03-28T09:00:00Z")), writeTime);

        Stored stored = archive.announce("batch-1", writeTime, List.of(planned));

        assertThat(stored.key()).isEqualTo("receipts/2024-03-28/12/20240328T124533.120Z-batch-1.json");
        JsonNode receipt = new JsonMapper().readTree(read(stored.key()));
        Announced object = planned.announced();
        assertThat(receipt.toString())
                .isEqualTo("{\"version\":1,\"batchId\":\"batch-1\",\"writtenAt\":\"2024-03-28T12:45:33.120Z\","
                        + "\"objects\":[{\"key\":\"" + object.key() + "\",\"sha256\":\""
                        + object.sha256().hex() + "\",\"bytes\":" + object.bytes()
                        + ",\"count\":2,\"first\":\"2024-03-28T09:00:00Z\",\"last\":\"2024-03-28T10:00:00Z\"}]}");
        assertThat(store.list(Partition.ROOT)).isEmpty();
        archive.write(planned);
        assertThat(read(object.key())).hasSize((int) object.bytes());
    }

    @Test
    void announce_ofTwoBatchesWithOneIdNeverOverwrites() {
        Instant writeTime = archive.writeTime();
        archive.announce(
                "b", writeTime, List.of(archive.plan(ACME, List.of(event("1", "2024-03-28T10:00:00Z")), writeTime)));
        List<PlannedObject> other = List.of(archive.plan(ACME, List.of(event("2", "2024-03-28T10:00:00Z")), writeTime));

        assertThatThrownBy(() -> archive.announce("b", writeTime, other)).isInstanceOf(ObjectStoreException.class);
    }

    private byte[] read(String key) throws IOException {
        try (var body = store.get(key).orElseThrow().body()) {
            return body.readAllBytes();
        }
    }

    /** Java's reader would run through several members without a word, so the one is cut at its own length. */
    private static String unzipOneMember(byte[] body) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(body, 10, body.length - 10);
            byte[] out = new byte[1 << 16];
            int length = inflater.inflate(out);
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining())
                    .describedAs("CRC and length alone")
                    .isEqualTo(8);
            byte[] lines = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            assertThat(lines).hasSize(length);
            return new String(lines, UTF_8);
        } catch (DataFormatException e) {
            throw new IOException(e);
        } finally {
            inflater.end();
        }
    }

    private static String line(StoredEvent event) {
        return EventCodec.encode(event) + "\n";
    }

    private static StoredEvent event(String id, String timestamp) {
        return new StoredEvent(
                ActivityEvent.builder()
                        .id(id)
                        .tenantId("acme")
                        .actorId("ünï 💥")
                        .action("user_login")
                        .resource("session")
                        .timestamp(EventTime.parse(timestamp))
                        .level(Level.INFO)
                        .metadata(JsonObject.parse("{\"a\\nb\":1.00,\"\u2028\":\"\\r\\n\"}"))
                        .build(),
                NOW,
                null);
    }
}
