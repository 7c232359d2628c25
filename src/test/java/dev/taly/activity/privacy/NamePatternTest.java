package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "tax id, taxId tax_id TAX-ID taxid TaxID tax.id tax[id] tax_id_2, taxPaid tax customerTaxId idTax taxIdea",
        "*email, email e-mail E_Mail userEMail user[email] useremail EMAIL2 0email, emailed femail emails emailAddress",
        "client*ip, clientIp client_ip clientRealIp clientip, clientTip clientMembership client_relationship ip",
        "first*name, firstName firstname first_given_name firstName2, firstlyName firstnames lastname",
        "line1, line1 Line_1, line line2 line12 outline1",
        "*api key, X-Api-Key apikey stripe_api_key XApiKey, apiKeyName monkey",
        "*session id, JSession-Id userSessionId sessionID, sessionIdle obsessionId",
        "*phone number, phone2Number homePhoneNumber2, phoneNumbers microphoneNumber",
        "street*, street streetName street1, mainStreet streets",
        "*2fa code, 2faCode user_2fa_code, facode",
        "größe, Größe GRÖßE größe2, gros"
    })
    void matches_goesByWords(String pattern, String names, String others) {
        NamePattern tested = new NamePattern(pattern);
        for (String name : names.split(" ", -1)) {
            assertThat(tested.matches(NameWords.of(name))).as(name).isTrue();
        }
        for (String name : others.split(" ", -1)) {
            assertThat(tested.matches(NameWords.of(name))).as(name).isFalse();
        }
    }

    @Test
    void matches_takesNoTimeToSpeakOf() {
        NamePattern pattern = new NamePattern("*a".repeat(60) + "b");
        String name = "aA".repeat(512);

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 100; i++) {
                assertThat(pattern.matches(NameWords.of(name))).isFalse();
            }
        });
        assertThat(pattern.matches(NameWords.of(name + "aB"))).isTrue();
        assertThat(new NamePattern("*").matches(NameWords.of("_"))).isTrue();
        assertThat(new NamePattern("*a*").matches(NameWords.of("b_a_b"))).isTrue();
        assertThat(new NamePattern("a*c").matches(NameWords.of("a_b"))).isFalse();
    }
}
