package dev.taly.activity.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0",
        "0.0.0.1, 0.0.0.0",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1::",
        "2001:DB8::1, 2001:db8::",
        "::1, ::",
        "::, ::",
        "0:0:5:1::, 0:0:5::",
        "::ffff:203.0.113.77, 203.0.113.0",
        "::ffff:cb00:714d, 203.0.113.0",
        "0:0:0:0:0:FFFF:203.0.113.77, 203.0.113.0",
        "64:ff9b::203.0.113.77, 64:ff9b::",
        "fe80::1%eth0, fe80::",
        "2002:cb00:714d::1, 2002:cb00:7100::",
        "1:2:3:4:5:6:203.0.113.77, 1:2:3::",
        "1:2:3:4:5:6:7::, 1:2:3::"
    })
    void of_isTheNetworkOfAnAddress_andOfItself(String address, String network) {
        assertThat(IpNetwork.of(address)).contains(network);
        assertThat(IpNetwork.of(network)).contains(network);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.07",
                "203.0.113.7:80",
                "1:2:3",
                ":::",
                "1::2::3",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "::1.2.3",
                "1.2.3.4::",
                "***",
                "::\u0661",
                "1:2:3:4:5:6:7:1.2.3.4"
            })
    void of_isNothingForAnythingElse(String text) {
        assertThat(IpNetwork.of(text)).isEmpty();
    }
}
