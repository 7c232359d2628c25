package dev.taly.activity.enrich;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua_parser.Client;
import ua_parser.Parser;

final class PatternLinesTest {
    @Test
    void shippedFile_isReadAsAReaderOfYamlReadsIt() throws IOException {
        String text = shipped();

        assertThat(PatternLines.read(text)).contains(UserAgents.yaml("regexes.yaml", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl/8.5.0",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (Linux; Android 13; SM-S918B) AppleWebKit/537.36 Chrome/112.0.0.0 Mobile Safari/537.36",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 13_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/605.1.15"
            })
    void client_isWhoTheLibrarysOwnParserSays(String userAgent) throws IOException {
        Client own = UserAgents.read("regexes.yaml", shipped()).parse(userAgent);

        assertThat(own).isEqualTo(new Parser().parse(userAgent));
    }

    @Test
    void quotes_areAsInYaml() {
        String text = """
                # patterns
                user_agent_parsers:
                  - regex: 'it''s # no comment' # a comment
                    family_replacement: "double ' quoted"

                  - regex: ''
                os_parsers:
                device_parsers:
                """;

        assertThat(PatternLines.read(text))
                .hasValueSatisfying(lists -> assertThat(lists.get("user_agent_parsers"))
                        .isEqualTo(List.of(
                                Map.of("regex", "it's # no comment", "family_replacement", "double ' quoted"),
                                Map.of("regex", ""))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list: []",
                "list:\n  - regex: plain",
                "list:\n  - regex: \"escape\\n\"",
                "list:\n  - regex: 'open",
                "list:\n  - regex: 'a' 'b'",
                "list:\n  - regex: 'a'\n    regex: 'twice'",
                "list:\n    regex: 'no item'",
                "list:\nlist:",
                "  - regex: 'no list'",
                "list:\n  - {regex: 'a'}",
                "---\nlist:",
                "list:\n  - &a regex: 'a'"
            })
    void whatIsLessPlain_isLeftToAReaderOfYaml(String text) {
        assertThat(PatternLines.read(text)).isEmpty();
    }

    private static String shipped() throws IOException {
        try (InputStream in = requireNonNull(Client.class.getResourceAsStream("regexes.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
