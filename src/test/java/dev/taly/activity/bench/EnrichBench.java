package dev.taly.activity.bench;

import dev.taly.activity.enrich.ClientEnrichment;
import dev.taly.activity.enrich.Finding;
import dev.taly.activity.enrich.GeoEnrichment;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
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

/** What is found out about an event, on one core: a client that was seen before, one that was not, and a place. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class EnrichBench {
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                    + "Chrome/118.0.5993.70 Safari/537.36";

    private final ClientEnrichment client = ClientEnrichment.shipped();
    private final GeoEnrichment geo = geo();
    private final ActivityEvent event = event(CHROME);
    private long number;

    @Benchmark
    public Optional<Finding> clientSeenBefore() {
        return client.find(event);
    }

    @Benchmark
    public Optional<Finding> clientNeverSeen() {
        return client.find(event(CHROME + " Build/" + number++));
    }

    @Benchmark
    public Optional<Finding> place() {
        return geo.find(event);
    }

    private static ActivityEvent event(String userAgent) {
        return ActivityEvent.builder()
                .id("e1")
                .tenantId("salon-000042")
                .actorId("user-8f2c")
                .action("user_login")
                .resource("session")
                .level(Level.INFO)
                .timestamp(Instant.EPOCH)
                .userAgent(userAgent)
                .ipAddress("203.0.113.7")
                .build();
    }

    private static GeoEnrichment geo() {
        try (InputStream in = EnrichBench.class.getResourceAsStream("/dev/taly/activity/app/stack/starter/geo.mmdb")) {
            return GeoEnrichment.of(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
