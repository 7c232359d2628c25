package dev.taly.activity.app.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Help;

/**
 * Where a command reads and prints: results on {@code out}, all else on {@code err}.
 *
 * @param outColour whether colour may go to {@code out}
 * @param errColour whether colour may go to {@code err}
 * @param errIsTerminal whether a progress bar may go to {@code err}
 */
record Console(
        InputStream in, PrintWriter out, PrintWriter err, boolean outColour, boolean errColour, boolean errIsTerminal) {

    /** The process's own streams. The start script says what is a terminal: Java can tell only of all streams at once. */
    static Console ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean plain = environment.containsKey("NO_COLOR");
        return new Console(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                isTerminal(environment, "ACTIVITY_TTY_OUT") && !plain,
                isTerminal(environment, "ACTIVITY_TTY_ERR") && !plain,
                isTerminal(environment, "ACTIVITY_TTY_ERR"));
    }

    /** For what the user wants to know meanwhile. */
    void note(String line) {
        err.println(line);
    }

    void problem(String sentence, String hint) {
        err.println(scheme(errColour).errorText("error: ") + sentence);
        if (!hint.isEmpty()) {
            err.println("       " + hint);
        }
    }

    String bold(String text) {
        return colourScheme().text("@|bold " + text + "|@").toString();
    }

    String good(String text) {
        return colourScheme().text("@|green " + text + "|@").toString();
    }

    String bad(String text) {
        return colourScheme().text("@|red " + text + "|@").toString();
    }

    String faint(String text) {
        return colourScheme().text("@|faint " + text + "|@").toString();
    }

    Help.ColorScheme colourScheme() {
        return scheme(outColour);
    }

    private static Help.ColorScheme scheme(boolean colour) {
        return Help.defaultColorScheme(colour ? Help.Ansi.ON : Help.Ansi.OFF);
    }

    private static boolean isTerminal(Map<String, String> environment, String variable) {
        return "1".equals(environment.get(variable));
    }
}
