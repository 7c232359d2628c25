package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2024-03-28T12:45:30Z, 2024-03-28T12:45:30Z",
        "2024-03-28t12:45:30z, 2024-03-28T12:45:30Z",
        "2024-03-28T12:45:30+00:00, 2024-03-28T12:45:30Z",
        "2024-03-28T12:45:30-00:00, 2024-03-28T12:45:30Z",
        "2024-03-28T13:45:30+01:00, 2024-03-28T12:45:30Z",
        "2024-03-28T07:15:30.5-05:30, 2024-03-28T12:45:30.5Z",
        "2024-03-01T00:30:00+01:00, 2024-02-29T23:30:00Z",
        "2023-12-31T23:59:59.999-23:59, 2024-01-01T23:58:59.999Z",
        "2024-01-01T00:00:00+23:59, 2023-12-31T00:01:00Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999999Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "0000-02-29T00:00:00Z, 0000-02-29T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
    })
    void parse_givesTheSameMomentInUtc(String text, String utc) {
        assertThat(EventTime.parse(text)).hasToString(utc);
        assertThat(EventTime.parse(text).instant()).isEqualTo(Instant.parse(utc));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".0",
                ".1",
                ".10",
                ".120",
                ".1200",
                ".00000",
                ".123456",
                ".1234567",
                ".12345678",
                ".000000000"
            })
    void parse_keepsThePrecisionGiven(String fraction) {
        String text = "2024-03-28T12:45:30" + fraction + "Z";

        assertThat(EventTime.parse(text)).hasToString(text);
        assertThat(EventTime.parse(text).fractionDigits()).isEqualTo(Math.max(0, fraction.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-03-28",
                "2024-03-28T12:45Z",
                "2024-03-28T12:45:30",
                "2024-03-28 12:45:30Z",
                "2024-3-28T12:45:30Z",
                "24-03-28T12:45:30Z",
                "+2024-03-28T12:45:30Z",
                "-0001-03-28T12:45:30Z",
                "12024-03-28T12:45:30Z",
                "2024/03/28T12:45:30Z",
                "2024-03-28T12.45.30Z",
                "20240328T124530Z",
                "2024-W13-4T12:45:30Z",
                "2024-03-28T12:45:30ZZ",
                "2024-03-28T12:45:30Z ",
                " 2024-03-28T12:45:30Z",
                "2024-03-28T12:45:30Z\n",
                "2024-03-28T12:45:30.Z",
                "2024-03-28T12:45:30,5Z",
                "2024-03-28T12:45:30.5",
                "2024-03-28T12:45:30.1234567890Z",
                "2024-03-28T12:45:30.5.5Z",
                "2024-03-28T12:45:30+1:00",
                "2024-03-28T12:45:30+0100",
                "2024-03-28T12:45:30+01",
                "2024-03-28T12:45:30+01:00:00",
                "2024-03-28T12:45:30+24:00",
                "2024-03-28T12:45:30+01:60",
                "2024-03-28T12:45:30+-1:00",
                "2024-03-28T12:45:30\u221201:00",
                "2024-03-28T12:45:30UTC",
                "2024-03-28T12:45:30Z[UTC]",
                "2024-03-28T24:00:00Z",
                "2024-03-28T12:60:00Z",
                "2024-03-28T12:45:-1Z",
                "\u0662\u0660\u0662\u0664-03-28T12:45:30Z",
                "2024-03-28T12:45:3\uff10Z",
                "abcd-03-28T12:45:30Z",
                "abcd-12-31T23:59:59-23:59",
                "1711629930",
                "now"
            })
    void parse_refusesWhatIsNoRfc3339(String text) {
        assertRefused(text, RejectionCode.INVALID_FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2016-12-31T23:59:60Z", "2015-06-30T23:59:60.5Z", "2017-01-01T00:59:60+01:00"})
    void parse_refusesALeapSecond(String text) {
        assertRefused(text, RejectionCode.INVALID_FIELD);
    }

    @Test
    void parse_knowsTheCalendar() {
        for (int year : new int[] {0, 4, 1900, 1999, 2000, 2023, 2024, 2100, 9999}) {
            for (int month = 0; month <= 13; month++) {
                for (int day = 0; day <= 32; day++) {
                    String text = String.format("%04d-%02d-%02dT00:00:00Z", year, month, day);
                    if (isDay(year, month, day)) {
                        assertThat(EventTime.parse(text).utcDate()).isEqualTo(LocalDate.of(year, month, day));
                    } else {
                        assertRefused(text, RejectionCode.INVALID_FIELD);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00+00:01",
                "0000-01-01T23:58:59.999999999+23:59",
                "9999-12-31T23:59:59-00:01",
                "9999-12-31T00:01:00-23:59"
            })
    void parse_refusesAUtcYearThatHasNoFourDigits(String text) {
        assertRefused(text, RejectionCode.TIMESTAMP_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-28T12:45:30Z, 2024-03-28T12:45:30Z",
        "2024-03-28T12:45:30.1Z, 2024-03-28T12:45:30.100Z",
        "2024-03-28T12:45:30.1234Z, 2024-03-28T12:45:30.123400Z",
        "2024-03-28T12:45:30.1234567Z, 2024-03-28T12:45:30.123456700Z"
    })
    void of_usesAsFewGroupsOfThreeDigitsAsItCan(String instant, String text) {
        assertThat(EventTime.of(Instant.parse(instant))).hasToString(text);
    }

    @Test
    void of_refusesYearsThatTheWireCannotSay() {
        for (Instant instant : new Instant[] {
            Instant.MIN,
            Instant.MAX,
            Instant.parse("-0001-12-31T23:59:59.999999999Z"),
            Instant.parse("+10000-01-01T00:00:00Z")
        }) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> EventTime.of(instant))
                    .satisfies(e -> assertThat(e.rejection().code()).isEqualTo(RejectionCode.TIMESTAMP_OUT_OF_RANGE));
        }
    }

    @Test
    void construction_refusesFewerDigitsThanTheInstantHas() {
        Instant instant = Instant.parse("2024-03-28T12:45:30.120Z");

        assertThat(new EventTime(instant, 2)).hasToString("2024-03-28T12:45:30.12Z");
        for (int digits : new int[] {-1, 0, 1, 10}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new EventTime(instant, digits));
        }
    }

    @Test
    void utcDate_isTheDayInUtcAndNotTheSenders() {
        assertThat(EventTime.parse("2024-03-01T00:30:00+01:00").utcDate()).isEqualTo("2024-02-29");
        assertThat(EventTime.parse("2024-12-31T23:30:00-01:00").utcDate()).isEqualTo("2025-01-01");
    }

    @Test
    void order_isThatOfTheInstants() {
        EventTime early = EventTime.parse("2024-03-28T12:45:30.9Z");
        EventTime late = EventTime.parse("2024-03-28T12:45:31Z");

        assertThat(early).isLessThan(late);
        assertThat(late).isEqualByComparingTo(EventTime.parse("2024-03-28T13:45:31.0+01:00"));
        assertThat(late).isNotEqualTo(EventTime.parse("2024-03-28T12:45:31.0Z"));
    }

    private static boolean isDay(int year, int month, int day) {
        try {
            LocalDate.of(year, month, day);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static void assertRefused(String text, RejectionCode code) {
        assertThatExceptionOfType(InvalidEventException.class)
                .as(text)
                .isThrownBy(() -> EventTime.parse(text))
                .satisfies(e -> {
                    assertThat(e.rejection().code()).isEqualTo(code);
                    assertThat(e.rejection().pointer()).isEqualTo("/timestamp");
                });
    }
}
