package dev.taly.activity.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taly.activity.event.RejectionCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MetricTest {
    @Test
    void names_differAndHaveTheFormOfTheirSystem() {
        assertThat(Metric.values())
                .extracting(Metric::prometheus)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("activity_[a-z_]+[a-z]"));
        assertThat(Stream.of(Metric.values()).map(Metric::cloudWatch).flatMap(Optional::stream))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Z][A-Za-z]+"));
    }

    @Test
    void names_endInTheirUnitAsPrometheusWantsIt() {
        assertThat(Metric.values()).allSatisfy(metric -> {
            assertThat(metric.prometheus().endsWith("_seconds")).isEqualTo(metric.unit() == Metric.Unit.SECONDS);
            assertThat(metric.prometheus().endsWith("_bytes")).isEqualTo(metric.unit() == Metric.Unit.BYTES);
            assertThat(metric.help()).endsWith(".");
        });
    }

    @Test
    void labels_areClosedSetsOfSomeValues() {
        assertThat(Label.values())
                .allSatisfy(
                        label -> assertThat(label.known()).hasSizeBetween(2, 20).doesNotContain(Label.OTHER));
        assertThat(Label.CODE.known())
                .containsExactlyInAnyOrderElementsOf(Stream.of(RejectionCode.values())
                        .map(RejectionCode::wire)
                        .toList());
    }

    @Test
    void labels_countWhatTheyDoNotKnowAsOther() {
        Measurements measured = Measurements.builder()
                .add(Metric.EVENTS_REJECTED, Map.of("tenant-4711", 3L))
                .build();

        assertThat(measured.samples())
                .containsExactly(new Measurements.Sample(Metric.EVENTS_REJECTED, Label.OTHER, List.of(3.0)));
    }

    @Test
    void measurements_refuseALabelTooManyAndOneTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Measurements.Sample(Metric.EVENTS_STORED, "x", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Measurements.Sample(Metric.EVENTS_REJECTED, "", List.of()));
    }
}
