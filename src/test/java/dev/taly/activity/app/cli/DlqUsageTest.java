package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Wrong use is told before anything is looked for. */
final class DlqUsageTest {
    @Test
    void wrongUse_isOneSentence() {
        assertUse("error: \"soon\" is no age", "list", "--older-than", "soon");
        assertUse("error: an id needs at least 4 characters", "list", "--id", "abc");
        assertUse("error: --canary must be at least 1", "replay", "--canary", "0");
        assertUse("error: fix needs either a letter's id or a filter", "fix", "--set", "/a=b");
        assertUse("error: fix needs --set, --remove or --edit", "fix", "--reason", "too_deep");
        assertUse("error: --force needs a filter, or --all", "purge", "--force", "--yes");
        assertUse("error: nobody can be asked whether letters may go for good", "purge", "--force", "--all");
        assertUse("error: --edit goes without --set and --remove", "fix", "abcd", "--edit", "--set", "/a=b");
        assertUse("error: a move task takes all letters", "replay", "--move-task", "--limit", "5");
        assertUse("error: --date must be a day such as 2024-03-28", "restore", "--date", "today");
        assertUse("error: \"tenantId\" is no JSON Pointer", "fix", "--reason", "too_deep", "--set", "tenantId=x");
    }

    private void assertUse(String problem, String... arguments) {
        CapturedConsole console = new CapturedConsole();
        assertThat(console.run(
                        Stream.concat(Stream.of("dlq"), Stream.of(arguments)).toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(console.err()).startsWith(problem);
    }

    @Test
    void noSubcommand_showsWhatThereIs() {
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run("dlq")).isEqualTo(2);

        assertThat(console.err()).contains("list", "show", "replay", "fix", "archive", "restore", "purge");
    }
}
