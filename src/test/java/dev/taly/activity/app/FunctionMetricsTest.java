package dev.taly.activity.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.ingest.DoorFigures;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Measurements.Sample;
import dev.taly.activity.watch.metrics.Metric;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FunctionMetricsTest {
    private static final Measurements SOME =
            Measurements.builder().add(Metric.EVENTS_STORED, 1).build();

    @Test
    void figures_areOneLineOfStandardOutputInLambda() {
        assertThat(written(Map.of(FunctionMetrics.IN_LAMBDA, "activity-consumer", FunctionMetrics.STACK, "activity")))
                .startsWith("{\"_aws\":")
                .endsWith("}" + System.lineSeparator())
                .contains("\"Stack\":\"activity\"");
    }

    /** There standard output is for results. */
    @Test
    void figures_areNowhereOutsideOfLambda() {
        assertThat(written(Map.of(FunctionMetrics.STACK, "activity"))).isEmpty();
    }

    @Test
    void figures_areNowhereWithoutAStack() {
        assertThat(written(Map.of(FunctionMetrics.IN_LAMBDA, "activity-consumer", FunctionMetrics.STACK, "")))
                .isEmpty();
    }

    @Test
    void door_isMeasuredByStatusAndCode() {
        List<Sample> samples = new ArrayList<>();

        new MeteredDoor(measured -> samples.addAll(measured.samples()))
                .answered(207, new DoorFigures(2, Map.of("refused", 1L), Optional.of(Duration.ofMillis(40))));
        new MeteredDoor(measured -> samples.addAll(measured.samples())).answered(429, DoorFigures.NONE);

        assertThat(samples)
                .contains(
                        new Sample(Metric.HTTP_EVENTS_ACCEPTED, "", List.of(2.0)),
                        new Sample(Metric.HTTP_EVENTS_REFUSED, "refused", List.of(1.0)),
                        new Sample(Metric.HTTP_REQUESTS, "2xx", List.of(1.0)),
                        new Sample(Metric.HTTP_PUBLISH_TIME, "", List.of(0.04)),
                        new Sample(Metric.HTTP_REQUESTS, "4xx", List.of(1.0)),
                        new Sample(Metric.HTTP_RATE_LIMITED, "", List.of(1.0)));
    }

    private static String written(Map<String, String> environment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FunctionMetrics.of(environment, new PrintStream(out, true, UTF_8), Clock.systemUTC())
                .take(SOME);
        return out.toString(UTF_8);
    }
}
