package dev.taly.activity.app.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleTest {
    private final StringWriter err = new StringWriter();

    @Test
    void foreignText_isNoMarkup() {
        String hostile = "a|@ @|evil b|@";

        assertThat(console("", false).bad(hostile)).isEqualTo(hostile);
        assertThat(console("", true).bad(hostile)).isEqualTo("\u001b[31m" + hostile + "\u001b[0m");
    }

    @ParameterizedTest
    @CsvSource({"y,true", "YES,true", "' yes ',true", "n,false", "yesterday,false", "'',false"})
    void onlyYes_isAYes(String answer, boolean yes) {
        assertThat(console(answer + "\n", false).asks("Send it?")).isEqualTo(yes);
        assertThat(err).hasToString("Send it? [y/N] ");
    }

    @Test
    void endOfInput_isANo() {
        assertThat(console("", false).asks("Send it?")).isFalse();
    }

    private Console console(String input, boolean colour) {
        return new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(new StringWriter(), true),
                new PrintWriter(err, true),
                colour,
                false,
                false,
                false,
                80,
                true);
    }

    @Test
    void columns_areTheTerminalsWithinBounds() {
        assertThat(Console.columns(Map.of())).isEqualTo(80);
        assertThat(Console.columns(Map.of("COLUMNS", "120"))).isEqualTo(120);
        assertThat(Console.columns(Map.of("COLUMNS", "120", "ACTIVITY_COLUMNS", "200")))
                .isEqualTo(200);
        assertThat(Console.columns(Map.of("COLUMNS", "7"))).isEqualTo(40);
        assertThat(Console.columns(Map.of("COLUMNS", "9999"))).isEqualTo(1_000);
        assertThat(Console.columns(Map.of("COLUMNS", "wide"))).isEqualTo(80);
    }
}
