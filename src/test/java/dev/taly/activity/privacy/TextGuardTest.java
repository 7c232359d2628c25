package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextGuardTest {
    private static final TextRules MASK =
            new TextRules(Treatment.MASK, Treatment.MASK, Treatment.MASK, Treatment.MASK, Treatment.KEEP, null);
    private static final TextRules MASK_GB =
            new TextRules(Treatment.MASK, Treatment.MASK, Treatment.MASK, Treatment.MASK, Treatment.TRUNCATE, "GB");
    private static final TextRules HASH =
            new TextRules(Treatment.HASH, Treatment.HASH, Treatment.HASH, Treatment.HASH, Treatment.MASK, null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anna@example.org | [email]",
                "<Anna.O'Hara+x@mail.example.co.uk>, | <[email]>,",
                "mailto:anna@example.org?subject=x | mailto:[email]?subject=x",
                "write to anna@example.org. Thanks | write to [email]. Thanks",
                "a@b.co,c@d.org;e@f.net | [email],[email];[email]",
                "jörg@müller.de und 张@例子.中国 | [email] und [email]",
                "anna@xn--mller-kva.xn--p1ai | [email]",
                "a@b.com.1 | [email].1",
                "card 4111 1111 1111 1111, exp 12/29 | card [card], exp 12/29",
                "4111-1111-1111-1111 | [card]",
                "378282246310005 and 3782 822463 10005 | [card] and [card]",
                "4111 1111 1111 1111 5555 5555 5555 4444 | [card] [card]",
                "6011111111111117/30569309025904 | [card]/[card]",
                "IBAN:DE89 3704 0044 0532 0130 00. | IBAN:[iban].",
                "GB29NWBK60161331926819 | [iban]",
                "nl91abna0417164300 | [iban]",
                "NO9386011117947 FR1420041010050500013M02606 | [iban] [iban]",
                "call +44 20 7946 0958 now | call [phone] now",
                "call +44 (0)20 7946 0958 now | call [phone] now",
                "tel:+4930901820 | tel:[phone]",
                "+1 650-253-0000, +49 30 901820 | [phone], [phone]",
                "anna@example.org +44 20 7946 0958 4111111111111111 | [email] [phone] [card]",
                "0049 30 901820 or 0044 20 7946 0958 | [phone] or [phone]",
                "+1-650-253-0000x12, +44 7400 123456.Anna | [phone], [phone].Anna",
                "+44 20 7946 0958/(+44) 20 7946 0951/(+44) 20 7946 0952/(+44) 20 7946 0953 | [phone]/[phone]/[phone]/[phone]",
                "+44 20 7946 0958:(+44) 20 7946 0951:(+44) 20 7946 0952 | [phone]:[phone]:[phone]",
                "+44 20 7946 0958-(+44) 20 7946 0951.(+44) 20 7946 0952 | [phone]-[phone].[phone]",
                "+4915112345678 | [phone]",
                "?email=anna%40example.org&x=1 | ?email=[email]&x=1",
                "{'e':'anna\\u0040example.org'} and anna&#64;example.org | {'e':'[email]'} and [email]",
                "4111.1111.1111.1111 or 4111  1111  1111  1111 | [card] or [card]",
                "4111/1111/1111/1111 or 4111_1111_1111_1111 | [card] or [card]",
                "4111111111111111.00 EUR | [card].00 EUR",
                "%B4111111111111111^SCHMIDT/ANNA^2512101?; | %B[card];",
                "DE89.3704.0044.0532.0130.00 DE89  3704  0044  0532  0130  00 | [iban] [iban]"
            })
    void apply_findsWhatIsPersonal(String text, String safe) {
        assertThat(mask(text)).isEqualTo(safe);
        assertThat(mask(safe)).isEqualTo(safe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "appt-5002",
                "018e8502-5b10-7cc4-9f6a-3b0f6d9e2a11",
                "40128888-8888-1881-4111-111111111111",
                "2024-03-28T12:45:30.120Z",
                "2024-03-28T12:45:30+02:00 to 2024-03-28 14:45:30",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:41111111111111114111111111111111",
                "12.50 EUR, 1,234,567.89 and 1.234.567,89",
                "4111111111111112",
                "4111111111111111.5",
                "41111111111111110000",
                "x4111111111111111",
                "1711630000000",
                "1711630000000000000",
                "order 20240328124530, invoice 2024-000123",
                "10.0.0.1:8080 and 2001:db8::1",
                "@anna, see foo@1.2.3 and user@localhost",
                "npm i @types/node@20.1.0",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36",
                "DE89370400440532013001",
                "DE8937040044053201300",
                "DE893704004405320130000",
                "SKU+44207946 and C++ 1234567",
                "1+2+3+4+5+6+7+8",
                "00012345 0001 0002 0003",
                "+44 20 7946 0958abc",
                ""
            })
    void apply_leavesIdsTimesAmountsAndDigests(String text) {
        assertThat(mask(text)).isSameAs(text);
    }

    @Test
    void apply_findsANumberBehindALineAndBehindOtherDigits() {
        assertThat(mask("-".repeat(110) + "+44 20 7946 0958")).isEqualTo("-".repeat(110) + "[phone]");
        assertThat(mask("1 ".repeat(60) + "+44 20 7946 0958")).isEqualTo("1 ".repeat(60) + "[phone]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(+44) 20 7946 0951", ":(+44) 20 7946 0951", ".+44 20 7946 0951", "-+44 20 7946 0951"})
    void apply_leavesNothingOfAChain(String part) {
        assertThat(mask("+44 20 7946 0958" + part.repeat(40))).doesNotContainPattern("\\d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login from 203.0.113.77 failed. | login from 203.0.113.0 failed.",
                "203.0.113.77:8080, 203.0.113.78. | 203.0.113.0:8080, 203.0.113.0.",
                "http://203.0.113.77/x | http://203.0.113.0/x",
                "from 2001:db8:1:2::3, [2001:db8:1:2::3]:80 | from 2001:db8:1::, [2001:db8:1::]:80",
                "::ffff:203.0.113.77 | 203.0.113.0",
                "Chrome/118.0.0.1 v1.2.3.4 10.0.0.0 | Chrome/118.0.0.1 v1.2.3.4 10.0.0.0",
                "12:45:30 and Face::Bad std::string | 12:45:30 and Face::Bad std::string",
                "1.2.3.4.5 and 203.0.113.77abc | 1.2.3.4.5 and 203.0.113.77abc"
            })
    void apply_truncatesIpAddresses(String text, String safe) {
        assertThat(new TextGuard(MASK_GB).apply(text, tenant(null))).isEqualTo(safe);
    }

    @Test
    void apply_masksWhatIsBeyondTheBudget_andTwiceIsAsOnce() {
        String hostile = "+442079460958/1 ".repeat(8 * 1024);
        String once = mask(hostile);

        assertThat(once)
                .startsWith("[phone]/1 [phone]/1 ")
                .endsWith("[phone]/1 [text]")
                .doesNotContain("0958");
        assertThat(mask(once)).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "020 7946 0958 | [phone]",
                "ring 07400 123456 at 12:30 | ring [phone] at 12:30",
                "2024-03-28 12:45 | 2024-03-28 12:45",
                "018e8502-5b10-7cc4-9f6a-020794609580 | 018e8502-5b10-7cc4-9f6a-020794609580",
                "appt-02079460958 | appt-02079460958",
                "12.50 | 12.50"
            })
    void apply_findsNationalNumbersOfTheRegion(String text, String safe) {
        assertThat(new TextGuard(MASK_GB).apply(text, tenant(null))).isEqualTo(safe);
    }

    @Test
    void apply_givesEqualPseudonymsForOneThingInAnyNotation() {
        String account = tenant("acme").of("DE89370400440532013000");

        assertThat(hash("DE89 3704 0044 0532 0130 00")).isEqualTo(account);
        assertThat(hash("to DE89370400440532013000")).isEqualTo("to [iban " + account + "]");
        assertThat(hash("4111 1111 1111 1111")).isEqualTo(tenant("acme").of("4111111111111111"));
        assertThat(hash("+44 (0)20 7946 0958")).isEqualTo(tenant("acme").of("+442079460958"));
        assertThat(hash(hash("Anna@Example.org or +442079460958")))
                .isEqualTo("[email " + tenant("acme").of("anna@example.org") + "] or [phone "
                        + tenant("acme").of("+442079460958") + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "a@",
                "a@a.",
                "a.",
                "@a.co",
                "a@b.co",
                "1",
                "+1",
                "+",
                "1 ",
                "1-",
                "(",
                "+4420",
                "+44 20 7946 0958 ",
                "4111 ",
                "411 ",
                "4111 1111 1111 1111 ",
                "DE89",
                "DE89 ",
                "DE",
                "1.",
                ".",
                "5 ",
                "12/",
                "\ud83d\ude00",
                "\ud83d",
                "020 7946 0958 "
            })
    void apply_takesTimeInProportionToTheLength(String part) {
        String text = part.repeat(64 * 1024 / part.length());

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> new TextGuard(MASK_GB).apply(text, tenant(null)));
    }

    private static String mask(String text) {
        return new TextGuard(MASK).apply(text, tenant(null));
    }

    private static String hash(String text) {
        return new TextGuard(HASH).apply(text, tenant("acme"));
    }

    private static Pseudonyms tenant(@org.jspecify.annotations.Nullable String tenant) {
        return new Pseudonyms(tenant, true, Keys::one);
    }
}
