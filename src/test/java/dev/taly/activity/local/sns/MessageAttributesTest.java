package dev.taly.activity.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageAttributesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String           | StringValue | hello",
                "String.mine      | StringValue | hello",
                "Number           | StringValue | -1.5e3",
                "Number.int       | StringValue | 7",
                "Binary           | BinaryValue | AAEC",
                "Binary.png       | BinaryValue | AAEC",
                "String.Array     | StringValue | [\"a\", 1, true, null]",
            })
    void read_takesEveryType(String type, String field, String value) {
        assertThat(read("name", type, field, value)).containsEntry("name", new MessageAttribute(type, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Text             | StringValue | hello       | invalid message attribute type",
                "string           | StringValue | hello       | invalid message attribute type",
                "Strings          | StringValue | hello       | invalid message attribute type",
                "String.          | StringValue | hello       | invalid message attribute type",
                "String           | BinaryValue | AAEC        | must use field 'String'",
                "Binary           | StringValue | AAEC        | must use field 'Binary'",
                "Binary           | BinaryValue | !!          | not Base64",
                "Number           | StringValue | seven       | Could not cast",
                "String.Array     | StringValue | a, b        | not a JSON array",
                "String.Array     | StringValue | {\"a\":1}   | not a JSON array",
                "String           | StringValue | ''          | non-empty",
                "String           | NoValue     | x           | non-empty",
            })
    void read_refusesWhatAwsRefuses(String type, String field, String value, String why) {
        assertThatThrownBy(() -> read("name", type, field, value)).isInstanceOfSatisfying(SnsException.class, e -> {
            assertThat(e.code()).isEqualTo("ParameterValueInvalid");
            assertThat(e.text()).contains("name").contains(why);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "a.", "a..b", "a b", "ä", "a/b", ""})
    void read_refusesABadName(String name) {
        assertThatThrownBy(() -> read(name, "String", "StringValue", "x"))
                .isInstanceOfSatisfying(
                        SnsException.class, e -> assertThat(e.code()).isEqualTo("ParameterValueInvalid"));
    }

    @Test
    void read_refusesANameThatComesTwice() {
        QueryForm form = QueryForm.parse(
                entry(1, "a", "String", "StringValue", "x") + "&" + entry(2, "a", "String", "StringValue", "y"));

        assertThatThrownBy(() -> MessageAttributes.read(form)).hasMessageContaining("twice");
    }

    @Test
    void size_countsNameTypeAndTheBytesOfTheValue() {
        Map<String, MessageAttribute> attributes =
                Map.of("né", MessageAttribute.text("é"), "b", new MessageAttribute("Binary", "AAEC"));

        assertThat(MessageAttributes.size(attributes)).isEqualTo((3 + 6 + 2) + (1 + 6 + 3));
    }

    private static Map<String, MessageAttribute> read(String name, String type, String field, String value) {
        return MessageAttributes.read(QueryForm.parse(entry(1, name, type, field, value)));
    }

    private static String entry(int number, String name, String type, String field, String value) {
        String prefix = "MessageAttributes.entry." + number + ".";
        return prefix + "Name=" + encoded(name) + "&" + prefix + "Value.DataType=" + encoded(type) + "&" + prefix
                + "Value." + field + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
