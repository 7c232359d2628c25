package dev.taly.activity.app.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EventTextTest {
    @Test
    void member_isMarkedByItsPointer() {
        assertThat(EventText.of("{\"a\":1,\"metadata\":{\"b\":[true,{\"c\":null}]}}", "/metadata/b/1/c"))
                .containsExactly(
                        line("{"),
                        line("  \"a\": 1,"),
                        line("  \"metadata\": {"),
                        line("    \"b\": ["),
                        line("      true,"),
                        line("      {"),
                        new EventText.Line("        \"c\": null", true),
                        line("      }"),
                        line("    ]"),
                        line("  }"),
                        line("}"));
    }

    @Test
    void memberThatIsMissing_marksWhatIsAroundIt() {
        assertThat(EventText.of("{\"metadata\":{\"a\":1}}", "/metadata/b"))
                .contains(new EventText.Line("  \"metadata\": {", true));
        assertThat(EventText.of("{\"a\":1}", "/tenantId")).startsWith(new EventText.Line("{", true));
        assertThat(EventText.of("{\"a\":1}", "no pointer")).startsWith(new EventText.Line("{", true));
    }

    @Test
    void brokenText_isShownAsItIsWithTheBreak() {
        assertThat(EventText.of("{\"a\":1,,}", ""))
                .containsExactly(
                        line("{\"a\":1,,}"),
                        line(""),
                        line("line 1, column 8:"),
                        line("{\"a\":1,,}"),
                        new EventText.Line("       ^", true));
    }

    @Test
    void duplicate_isNotLostInATree() {
        assertThat(EventText.of("{\"a\":1,\"a\":2}", "/a")).startsWith(line("{\"a\":1,\"a\":2}"));
    }

    @Test
    void controlCharacters_neverReachTheTerminal() {
        String hostile = "{\"a\":\"\u202e\\u001b[2J\"}";

        assertThat(EventText.of(hostile, "/a")).contains(new EventText.Line("  \"a\": \"\\u202e\\u001B[2J\"", true));
        assertThat(EventText.of("\u001b[31m{", ""))
                .noneMatch(line -> line.text().contains("\u001b"));
    }

    @Test
    void plainText_canBeEditedAndKeepsEveryDigit() {
        assertThat(EventText.plain("{\"a\":1.50,\"b\":[],\"c\":{}}"))
                .isEqualTo("{\n  \"a\": 1.50,\n  \"b\": [],\n  \"c\": {}\n}\n");
        assertThat(EventText.plain("{broken")).isEqualTo("{broken");
    }

    @Test
    void plainText_isTheSameJsonWhateverItsCharacters() throws IOException {
        SplittableRandom random = new SplittableRandom(20_240_328);
        JsonMapper json = new JsonMapper();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < 20; c++) {
                int point = random.nextInt(Character.MAX_CODE_POINT + 1);
                text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
            }
            String event = json.createObjectNode()
                    .put(text.toString(), text.toString())
                    .toString();

            assertThat(json.readTree(EventText.plain(event))).isEqualTo(json.readTree(event));
        }
    }

    @Test
    void deepText_isNotIndentedToMegabytes() {
        String deep = "[".repeat(900) + "]".repeat(900);

        assertThat(EventText.of(deep, "")).containsExactly(new EventText.Line(deep, true));
        assertThat(EventText.plain(deep)).isEqualTo(deep);
    }

    private static EventText.Line line(String text) {
        return new EventText.Line(text, false);
    }
}
