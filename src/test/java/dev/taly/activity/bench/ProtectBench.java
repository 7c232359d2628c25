package dev.taly.activity.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.event.ActionCatalogue;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.JsonObject;
import dev.taly.activity.event.JsonText;
import dev.taly.activity.privacy.PrivacyPolicy;
import dev.taly.activity.privacy.Protected;
import dev.taly.activity.privacy.Protector;
import dev.taly.activity.privacy.PseudonymKeys;
import java.io.IOException;
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
 * The shipped policy on one core: an event with nothing personal in its metadata, one with names, addresses and a telling text,
 * and what it costs at least to copy the latter's tokens.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class ProtectBench {
    private final PseudonymKeys keys = PseudonymKeys.of(
            ConfigFile.parse("keys.json", "{\"current\":\"k1\",\"k1\":\"" + "0123456789abcdef".repeat(2) + "\"}"));
    private final Protector protector = new Protector(PrivacyPolicy.shipped(), () -> keys, ActionCatalogue.shipped());
    private final ActivityEvent plain =
            event("{\"reason\":\"Client no-show\",\"role\":\"STAFF\",\"fee\":12.50,\"notified\":true}");
    private final JsonObject personalMetadata = JsonObject.parse("""
            {"reason":"Client no-show, wrote to anna@example.org","role":"STAFF","fee":12.50,"notified":true,\
            "customer":{"email":"anna@example.org","firstName":"Anna","cardNumber":"4111 1111 1111 1111"}}""");
    private final ActivityEvent personal = event(personalMetadata.json());

    @Benchmark
    public Protected nothingPersonal() {
        return protector.protect(plain);
    }

    @Benchmark
    public Protected personal() {
        return protector.protect(personal);
    }

    @Benchmark
    public String pseudonym() {
        return keys.pseudonym("salon-000042", "anna@example.org");
    }

    @Benchmark
    public String floorOfCopyingTheTokens() throws IOException {
        JsonText out = new JsonText(512);
        try (JsonParser in = personalMetadata.parser()) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                switch (token) {
                    case START_OBJECT -> out.begin('{');
                    case END_OBJECT -> out.end('}');
                    case FIELD_NAME -> out.name(in.currentName());
                    case VALUE_STRING -> out.string(in.getText());
                    default -> out.json(in.getText());
                }
            }
        }
        return out.toString();
    }

    private static ActivityEvent event(String metadata) {
        return ActivityEvent.builder()
                .id("018e8502-5b10-7cc4-9f6a-3b0f6d9e2a11")
                .tenantId("salon-000042")
                .actorId("user-7f3c9a52")
                .action("appointment_cancelled")
                .resource("appointment")
                .resourceId("appointment-5d1f77b0")
                .timestamp(Instant.parse("2024-03-28T12:45:30.120Z"))
                .metadata(JsonObject.parse(metadata))
                .userAgent("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)")
                .ipAddress("203.0.113.7")
                .traceId("4bf92f3577b34da6a3ce929d0e0e4736")
                .build();
    }
}
