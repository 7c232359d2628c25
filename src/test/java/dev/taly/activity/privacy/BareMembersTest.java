package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.ActionCatalogue;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no JSON, under the shipped policy. */
final class BareMembersTest {
    private static final Protector PROTECTOR =
            new Protector(PrivacyPolicy.shipped(), Keys::one, ActionCatalogue.shipped());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "firstName=Anna&password=hunter2&fee=7 | firstName=***&password=***&fee=7",
                "user%5Bpassword%5D=hunter2&x=1 | user%5Bpassword%5D=***&x=1",
                "{firstName=Anna Maria, password=hunter2, ip=203.0.113.77, fee=7} | {firstName=***, password=***, ip=203.0.113.0, fee=7}",
                "{'firstName': 'Anna', 'password' : 'hun\\'ter2', 'fee': 7} | {'firstName': '***', 'password' : '***', 'fee': 7}",
                "{password={a=b, c=d}, fee=7} | {password=***, fee=7}",
                "{password=\"hunter2\", fee=\"7\"} | {password=\"***\", fee=\"7\"}",
                "{mobile=true, email=null, fee=1=2} | {mobile=true, email=null, fee=1=2}",
                "password: hunter2; at 12:45:30 | password: ***; at 12:45:30",
                "mail=anna%40example.org | mail=***",
                "note=to anna@example.org | note=to [email]"
            })
    void body_losesTheValuesOfNamesWithARule(String body, String safe) {
        assertThat(PROTECTOR.protectBody(body, false)).isEqualTo(safe);
        assertThat(PROTECTOR.protectBody(safe, false)).isEqualTo(safe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=", "a=", "'", "'a'=", "password=", "password={", "password='", ": ", "a'=b", "%5B=", "pin=1&"})
    void body_takesTimeInProportionToItsLength(String part) {
        String body = part.repeat(64 * 1024 / part.length());

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> PROTECTOR.protectBody(body, false));
    }
}
