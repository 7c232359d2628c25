package dev.taly.activity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeTextTest {
    private static final Instant NOW = Instant.parse("2024-03-31T10:15:30.500Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2024-03-28, 2024-03-27T23:00:00Z, 2024-03-28T23:00:00Z",
        // The day on which summer time begins has 23 hours.
        "2024-03-31, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z",
        "today, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z",
        "Yesterday, 2024-03-29T23:00:00Z, 2024-03-30T23:00:00Z",
    })
    void aDay_isFromItsStartToItsEndInTheZone(String text, Instant from, Instant to) {
        assertThat(TimeText.parse(text, NOW, BERLIN)).isEqualTo(new TimeRange(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "now, 2024-03-31T10:15:30.500Z",
        "90s, 2024-03-31T10:14:00.500Z",
        "30m, 2024-03-31T09:45:30.500Z",
        "2h, 2024-03-31T08:15:30.500Z",
        "1d, 2024-03-30T10:15:30.500Z",
        "2w, 2024-03-17T10:15:30.500Z",
        "08:30, 2024-03-31T06:30:00Z",
        "2024-03-28T14:30, 2024-03-28T13:30:00Z",
        "2024-03-28 14:30:05, 2024-03-28T13:30:05Z",
        "2024-03-28T14:30:00Z, 2024-03-28T14:30:00Z",
        "2024-03-28t14:30:00.25+05:30, 2024-03-28T09:00:00.250Z"
    })
    void aTime_isThatTime(String text, Instant time) {
        assertThat(TimeText.parse(text, NOW, BERLIN)).isEqualTo(new TimeRange(time, time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2024-02-30",
                "2024-3-28",
                "28.03.2024",
                "2x",
                "25:00",
                "-2h",
                "2024-03-28T14:30:00Q",
                "999999999d"
            })
    void anythingElse_isNoTime(String text) {
        assertThatThrownBy(() -> TimeText.parse(text, NOW, BERLIN)).isInstanceOf(IllegalArgumentException.class);
    }
}
