package dev.taly.activity.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
    private static final List<String> GROUPS =
            List.of("0", "ffff", "AbCd", "12", "", "12345", "g", "1.2.3.4", "255.255.255.255", "256.1.1.1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "203.0.113.7",
                "255.255.255.255",
                "::",
                "::1",
                "1::",
                "2001:db8::7",
                "2001:DB8:0:0:0:0:0:7",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "::ffff:203.0.113.7",
                "64:ff9b::192.0.2.33",
                "1:2:3:4:5:6:1.2.3.4",
                "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"
            })
    void isLiteral_ofAnAddress(String text) {
        assertThat(IpLiteral.isLiteral(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.com",
                "1",
                "2130706433",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "256.0.0.1",
                "1.2.3.999",
                "01.2.3.4",
                "1.2.3.00",
                "0x7f.0.0.1",
                "1.2.3.4/24",
                "1.2.3.4:80",
                "1.2.3.4 ",
                "1.2.3.4\n",
                "\u0661.2.3.4",
                "\uff11.2.3.4",
                "1.2.3.+4",
                ":",
                ":::",
                "1:",
                ":1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4::5:6:7:8",
                "::1:2:3:4:5:6:7:8",
                "12345::",
                "::g",
                "::\uff11",
                "::1%eth0",
                "fe80::1%1",
                "[::1]",
                "::1/128",
                "::1.2.3",
                "::01.2.3.4",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::\n"
            })
    void isLiteral_ofNothingElse(String text) {
        assertThat(IpLiteral.isLiteral(text)).isFalse();
    }

    @Test
    void isLiteral_endsEarlyOnAVeryLongText() {
        assertThat(IpLiteral.isLiteral("1.".repeat(1_000_000))).isFalse();
        assertThat(IpLiteral.isLiteral(":".repeat(1_000_000))).isFalse();
    }

    @Test
    void isLiteral_agreesWithGuava() {
        long seed = 11;
        Random random = new Random(seed);
        int literals = 0;
        for (int i = 0; i < 100_000; i++) {
            String text = IntStream.range(0, random.nextInt(10))
                    .mapToObj(group -> random.nextInt(4) > 0 ? "7" : GROUPS.get(random.nextInt(GROUPS.size())))
                    .collect(Collectors.joining(random.nextInt(3) > 0 ? ":" : "."));

            assertThat(IpLiteral.isLiteral(text))
                    .as("seed %d, text %d: %s", seed, i, text)
                    .isEqualTo(InetAddresses.isInetAddress(text));
            literals += IpLiteral.isLiteral(text) ? 1 : 0;
        }
        assertThat(literals).isGreaterThan(5_000);
    }
}
