package dev.taly.activity.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigFileTest {
    private static final String SECRET = "hunter2";

    @TempDir
    private Path directory;

    @Test
    void read_takesJsonAndYamlForTheSame() throws IOException {
        Path json =
                Files.writeString(directory.resolve("a.json"), "{\"name\": \"x\", \"keys\": [\"a\", \"b\"], \"n\": 7}");
        Path yaml = Files.writeString(directory.resolve("a.yaml"), "name: x\nkeys: [a, b]\nn: 7\n");

        for (Path file : new Path[] {json, yaml}) {
            ConfigNode root = ConfigFile.read(file);
            assertThat(root.at("name").required()).isEqualTo("x");
            assertThat(root.at("keys").texts()).containsExactly("a", "b");
            assertThat(root.at("n").wholeNumber(1, 9, 0)).isEqualTo(7);
            root.check();
        }
    }

    @Test
    void yaml_leavesCountryCodesAndDatesAsTexts() {
        ConfigNode root = ConfigFile.parse("a.yaml", "country: no\nversion: 2024-03-28\n");

        assertThat(root.at("country").text()).contains("no");
        assertThat(root.at("version").text()).contains("2024-03-28");
    }

    @Test
    void check_listsEverythingThatIsWrongWithItsPlace() {
        ConfigNode root = ConfigFile.parse("policy.yaml", """
                fields: {ipAddress: shred, a/b: 1}
                metadata: none
                size: 70
                on: perhaps
                colour: red
                """);
        root.knows("fields", "metadata", "size", "on", "name");
        root.at("fields").at("ipAddress").choice(text -> Optional.empty(), "keep or drop");
        root.at("fields").at("a/b").problem("is a strange name");
        root.at("metadata").items();
        root.at("size").wholeNumber(1, 64, 1);
        root.at("on").flag(true);
        root.at("name").required();

        assertThatIllegalArgumentException()
                .isThrownBy(root::check)
                .withMessage("policy.yaml: /colour is unknown here; known are fields, metadata, name, on, size; "
                        + "/fields/ipAddress must be keep or drop; /fields/a~1b is a strange name; /metadata must be a list; "
                        + "/size must be a whole number from 1 to 64; /on must be true or false; /name is required");
    }

    @Test
    void absentValues_areNoProblemUnlessRequired() {
        ConfigNode root = ConfigFile.parse("a.yaml", "a:\nb: {}\n");

        assertThat(root.has("a")).isFalse();
        assertThat(root.at("a").at("deeper").text()).isEmpty();
        assertThat(root.at("a").members()).isEmpty();
        assertThat(root.at("a").texts()).isEmpty();
        assertThat(root.at("a").flag(true)).isTrue();
        assertThat(root.at("a").wholeNumber(1, 2, 2)).isEqualTo(2);
        root.check();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"hunter2\", \"a\": 1}",
                "{\"a\": \"hunter2\"",
                "{\"a\": hunter2}",
                "{\"a\": \"hunter2\"} more",
                "[\"hunter2\"]",
                "\"hunter2\"",
                ""
            })
    void errors_nameTheFileAndQuoteNoValue(String text) {
        for (String name : new String[] {"tokens.json", "tokens.yaml"}) {
            if (name.endsWith("yaml") && text.equals("{\"a\": hunter2}")) {
                continue; // is YAML
            }
            assertThatIllegalArgumentException()
                    .as(name)
                    .isThrownBy(() -> ConfigFile.parse(name, text))
                    .satisfies(e -> assertThat(e).hasMessageStartingWith(name).hasMessageNotContaining(SECRET))
                    .withNoCause();
        }
    }

    @Test
    void yaml_leavesEachKeyTheTextThatItIsWrittenAs() {
        ConfigNode root = ConfigFile.parse("a.yaml", "tenants: {1.10: 30, 123: 31, true: 32, ~: 33, 0x1F: {2.0: 34}}");

        assertThat(root.at("tenants").members().keySet()).containsExactly("1.10", "123", "true", "~", "0x1F");
        assertThat(root.at("tenants").at("1.10").wholeNumber(1, 99, 0)).isEqualTo(30);
        assertThat(root.at("tenants").at("0x1F").at("2.0").wholeNumber(1, 99, 0))
                .isEqualTo(34);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigFile.parse("a.yaml", "{1: a, '1': b}"))
                .withMessageContaining("no key twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigFile.parse("a.yaml", "{[hunter2]: b}"))
                .withMessage("a.yaml must have texts as keys, no lists or objects");
    }

    @Test
    void size_hasALimitOfItsOwn() {
        String large = "a: \"" + "x".repeat(4 * 1024 * 1024) + "\"";

        assertThat(ConfigFile.parse("a.yaml", large).at("a").required()).hasSize(4 * 1024 * 1024);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigFile.parse("a.yaml", large + " ".repeat((int) ConfigFile.MAX_BYTES)))
                .withMessage("a.yaml is too large: it must be at most " + ConfigFile.MAX_BYTES + " bytes");
    }

    @Test
    void read_saysThatAFileIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigFile.read(directory.resolve("none.json")))
                .withMessageEndingWith("none.json is not there");
    }

    @Test
    void yaml_isNoBomb() {
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
                + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n".repeat(1)
                + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                + "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
                + "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigFile.parse("a.yaml", bomb))
                .withMessageContaining("well-formed YAML");
    }
}
