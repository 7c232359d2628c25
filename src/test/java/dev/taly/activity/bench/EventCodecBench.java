package dev.taly.activity.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Decoded;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One typical event of 541 bytes through the codec on one core, and through less or other code: {@code floor…} do less
 * than any codec must, {@code databind} is the usual way and checks nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class EventCodecBench {
    private static final String TEXT = """
            {"id":"018e8502-5b10-7cc4-9f6a-3b0f6d9e2a11","tenantId":"salon-000042","actorId":"user-7f3c9a52",\
            "action":"appointment_cancelled","resource":"appointment","resourceId":"appointment-5d1f77b0",\
            "timestamp":"2024-03-28T12:45:30.120Z","level":"info","outcome":"success",\
            "metadata":{"reason":"Client no-show","role":"STAFF","fee":12.50,"notified":true},\
            "userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)","ipAddress":"203.0.113.7",\
            "producer":"booking-7d9f","seq":48213,"traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}""";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final JsonFactory json = new JsonFactory();
    private final JsonMapper mapper = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private final EventCodec codec = new EventCodec(EventRules.standard());
    private final byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    private final ActivityEvent event = accepted(codec.decode(TEXT, NOW));

    @Benchmark
    public Decoded decode() {
        return codec.decode(TEXT, NOW);
    }

    @Benchmark
    public Decoded decodeBytes() {
        return codec.decode(bytes, NOW);
    }

    @Benchmark
    public String encode() {
        return EventCodec.encode(event);
    }

    @Benchmark
    public String decodeAndEncode() {
        return EventCodec.encode(accepted(codec.decode(TEXT, NOW)));
    }

    @Benchmark
    public byte[] floorOfCopyingTheBytes() {
        return bytes.clone();
    }

    @Benchmark
    public String floorOfCopyingTheTokens() throws IOException {
        StringWriter text = new StringWriter(1024);
        try (JsonParser in = json.createParser(TEXT);
                JsonGenerator out = json.createGenerator(text)) {
            while (in.nextToken() != null) {
                out.copyCurrentEventExact(in);
            }
        }
        return text.toString();
    }

    @Benchmark
    public String databind() throws IOException {
        return mapper.writeValueAsString(mapper.readValue(TEXT, Loose.class));
    }

    /** The event as a record that takes whatever comes. */
    record Loose(
            String id,
            String tenantId,
            String actorId,
            String action,
            String resource,
            String resourceId,
            String timestamp,
            String level,
            String outcome,
            JsonNode metadata,
            String userAgent,
            String ipAddress,
            Boolean consent,
            String producer,
            Long seq,
            String traceId) {}

    private static ActivityEvent accepted(Decoded decoded) {
        if (decoded instanceof Decoded.Accepted accepted) {
            return accepted.event();
        }
        throw new IllegalStateException(decoded.toString());
    }
}
