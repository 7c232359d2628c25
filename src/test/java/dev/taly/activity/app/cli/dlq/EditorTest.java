package dev.taly.activity.app.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EditorTest {
    private final Console console = new Console(
            InputStream.nullInputStream(),
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(new StringWriter(), true),
            false,
            false,
            false,
            false,
            80,
            false);

    @Test
    void editor_changesTheDraft() {
        Editor sed = new Editor(console, Map.of("EDITOR", "sed -i s/blue/red/", "VISUAL", " "));

        assertThat(sed.apply("{\"colour\":\"blue\"}")).isEqualTo("{\n  \"colour\": \"red\"\n}");
    }

    @Test
    void editorThatFails_changesNothing() {
        Editor broken = new Editor(console, Map.of("VISUAL", "false"));

        assertThatThrownBy(() -> broken.apply("{}"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("false ended with code 1");
    }
}
