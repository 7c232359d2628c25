package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WholeValueTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+44 20 7946 0958 | +442079460958",
                "+44 (0)20 7946 0958 | +442079460958",
                "(+44) 20-7946-0958 | +442079460958",
                "0044 20 7946 0958 | +442079460958",
                "4111 1111 1111 1111 | 4111111111111111",
                "4111-1111-1111-1111 | 4111111111111111",
                "de89 3704 0044 0532 0130 00 | DE89370400440532013000",
                "Anna <Anna@Example.org> | anna@example.org",
                "anna@example.org | anna@example.org",
                "020 7946 0958 | 020 7946 0958",
                "Anna Müller | Anna Müller",
                "user-12345678 | user-12345678",
                "+12 | +12",
                "0001234567890 | 0001234567890",
                "to +44 20 7946 0958 | to +44 20 7946 0958",
                "a <b> @c | a <b> @c"
            })
    void pseudonym_isOfTheOneForm(String value, String normal) {
        assertThat(WholeValue.normal(value)).isEqualTo(normal);
        assertThat(Keys.one().pseudonym("acme", value)).isEqualTo(Keys.one().pseudonym("acme", normal));
        assertThat(Keys.one().pseudonyms("acme", value)).contains(Keys.one().pseudonym("acme", normal));
    }
}
