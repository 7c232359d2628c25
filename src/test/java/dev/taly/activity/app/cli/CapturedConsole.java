package dev.taly.activity.app.cli;

import dev.taly.activity.app.cli.shell.Console;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Runs a command as the process would, and keeps what it prints; neither stream is a terminal. */
final class CapturedConsole {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input = "";
    private int columns = 80;

    CapturedConsole withInput(String text) {
        input = text;
        return this;
    }

    CapturedConsole withColumns(int count) {
        columns = count;
        return this;
    }

    int run(String... arguments) {
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                false,
                false,
                false,
                columns,
                false);
        return Activity.run(console, arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
