package dev.taly.activity.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.taly.activity.app.ConsumerFunction;
import dev.taly.activity.app.LambdaJson;
import dev.taly.activity.app.StubContext;
import dev.taly.activity.archive.Archive;
import dev.taly.activity.archive.NewObject;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.Stored;
import dev.taly.activity.consume.BatchConsumer;
import dev.taly.activity.consume.Preparation;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.EventRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A batch of 1,000 events of 541 bytes, 10 tenants by 2 days, from the bytes that Lambda hands over to the answer, into a
 * store that keeps nothing. The floors are parts of it, or of the usual way, alone. Times are per event.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ConsumerBench.EVENTS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class ConsumerBench {
    static final int EVENTS = 1_000;

    private final JsonFactory json = new JsonFactory();
    private final EventCodec codec = new EventCodec(EventRules.standard());
    private final Context context = new StubContext(900_000);
    private final List<byte[]> lines = new ArrayList<>();
    private byte[] event = new byte[0];
    private ExecutorService threads = Executors.newFixedThreadPool(2);
    private ConsumerFunction function = function(threads);

    @Setup
    public void fill() throws IOException {
        List<SQSMessage> messages = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String body = body(i);
            lines.add(body.getBytes(UTF_8));
            SQSMessage message = new SQSMessage();
            message.setMessageId(String.format("059f36b4-87a3-44ab-83d2-66197583%04d", i));
            message.setReceiptHandle("AQEB".repeat(60));
            message.setBody(body);
            message.setMd5OfBody("e4e68fb7bd0e697a0ae8f1bb342846b3");
            message.setEventSource("aws:sqs");
            message.setEventSourceArn("arn:aws:sqs:us-east-2:123456789012:activity-queue");
            message.setAwsRegion("us-east-2");
            message.setAttributes(new HashMap<>(Map.of(
                    "ApproximateReceiveCount", "1",
                    "SentTimestamp", "1711629930007",
                    "SenderId", "AIDAIENQZJOLO23YVJ4VO",
                    "ApproximateFirstReceiveTimestamp", "1711629930017")));
            message.setMessageAttributes(Map.of());
            messages.add(message);
        }
        SQSEvent sqsEvent = new SQSEvent();
        sqsEvent.setRecords(messages);
        event = LambdaJson.bytes(sqsEvent);
        String answer = new String(consume(), UTF_8);
        if (!answer.equals("{\"batchItemFailures\":[]}")) {
            throw new IllegalStateException("the batch must be stored, not " + answer);
        }
    }

    @TearDown
    public void close() {
        threads.shutdownNow();
    }

    /** All of it. */
    @Benchmark
    public byte[] consume() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event), answer, context);
        return answer.toByteArray();
    }

    /** Lambda's own classes, read by jackson-databind: what the usual handler pays before its first line. */
    @Benchmark
    public SQSEvent floorOfDatabindAlone() throws IOException {
        return LambdaJson.event(event);
    }

    @Benchmark
    public int floorOfTokenising() throws IOException {
        int length = 0;
        try (JsonParser in = json.createParser(event)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    length += in.getTextLength();
                }
            }
        }
        return length;
    }

    /** In 20 members, as 20 objects would be. */
    @Benchmark
    public int floorOfGzip() throws IOException {
        int size = 0;
        for (int from = 0; from < EVENTS; from += EVENTS / 20) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * 1024);
            try (GZIPOutputStream out = new GZIPOutputStream(bytes, 8 * 1024)) {
                for (byte[] line : lines.subList(from, from + EVENTS / 20)) {
                    out.write(line);
                    out.write('\n');
                }
            }
            size += bytes.size();
        }
        return size;
    }

    private static String body(int i) {
        return """
            {"id":"018e8502-5b10-7cc4-9f6a-3b0f6d9%05d","tenantId":"salon-%06d","actorId":"user-7f3c9a52",\
            "action":"appointment_cancelled","resource":"appointment","resourceId":"appointment-5d1f%04d",\
            "timestamp":"2024-03-%02dT12:45:30.120Z","level":"info","outcome":"success",\
            "metadata":{"reason":"Client no-show","role":"STAFF","fee":12.50,"notified":true},\
            "userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)","ipAddress":"203.0.113.7",\
            "producer":"booking-7d9f","seq":%d,"traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}""".formatted(i, i % 10, i, 27 + i / 10 % 2, 48_000 + i);
    }

    private ConsumerFunction function(ExecutorService writers) {
        Clock clock = Clock.systemUTC();
        return new ConsumerFunction(new BatchConsumer(
                Preparation.plain(codec, clock),
                new Archive(new Nowhere(), clock),
                letters -> Set.of(),
                writers,
                writers));
    }

    /** Takes everything and keeps nothing. */
    private static final class Nowhere implements ObjectStore {
        @Override
        public Stored create(NewObject object) {
            return new Stored.Written(object.key());
        }

        @Override
        public Stream<Listed> list(String prefix, String after) {
            return Stream.empty();
        }

        @Override
        public Stream<String> folders(String prefix) {
            return Stream.empty();
        }

        @Override
        public Optional<Content> get(String key) {
            return Optional.empty();
        }
    }
}
