package dev.taly.activity.app.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Help;

/**
 * Where a command reads and prints: results on {@code out}, all else on {@code err}.
 *
 * @param outColour whether colour may go to {@code out}
 * @param errColour whether colour may go to {@code err}
 * @param errIsTerminal whether a progress bar may go to {@code err}
 * @param outIsTerminal whether foreign text on {@code out} could steer a terminal
 * @param columns how wide a line on {@code out} may be
 * @param canAsk whether a person is there to answer: {@code in} and {@code err} are terminals
 */
public record Console(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        boolean outColour,
        boolean errColour,
        boolean errIsTerminal,
        boolean outIsTerminal,
        int columns,
        boolean canAsk) {
    private static final int USUAL_COLUMNS = 80;
    private static final int MAX_COLUMNS = 1_000;

    /** The process's own streams. The start script says what is a terminal: Java can tell only of all streams at once. */
    public static Console ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean plain = environment.containsKey("NO_COLOR");
        boolean errIsTerminal = isTerminal(environment, "ACTIVITY_TTY_ERR");
        boolean outIsTerminal = isTerminal(environment, "ACTIVITY_TTY_OUT");
        return new Console(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                outIsTerminal && !plain,
                errIsTerminal && !plain,
                errIsTerminal,
                outIsTerminal,
                columns(environment),
                errIsTerminal && isTerminal(environment, "ACTIVITY_TTY_IN"));
    }

    /** For what the user wants to know meanwhile. */
    public void note(String line) {
        err.println(line);
    }

    /** For what went wrong, and what to try; an empty hint prints no line. */
    public void problem(String sentence, String hint) {
        err.println(scheme(errColour).errorText("error: ") + Printable.lines(sentence));
        if (!hint.isEmpty()) {
            err.println("       " + hint);
        }
    }

    /** Asks a question on {@code err}; only a {@code y} or {@code yes} is a yes. To be called only if {@link #canAsk}. */
    public boolean asks(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().matches("(?i)y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException("nobody answers", e);
        }
    }

    /** Prints lines that others wrote: where they could steer a terminal, what could is shown as code. */
    public void printForeign(String lines) {
        out.print(outIsTerminal ? Printable.lines(lines) : lines);
    }

    /** Bold on {@code out}. */
    public String bold(String text) {
        return styled("1", text);
    }

    /** Green on {@code out}. */
    public String good(String text) {
        return styled("32", text);
    }

    /** Red on {@code out}. */
    public String bad(String text) {
        return styled("31", text);
    }

    /** Yellow on {@code out}. */
    public String warning(String text) {
        return styled("33", text);
    }

    /** Faint on {@code out}. */
    public String faint(String text) {
        return styled("2", text);
    }

    /** By hand, because the text may be foreign, and picocli would read marks of its own in it. */
    private String styled(String code, String text) {
        return outColour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** The colours of help. */
    public Help.ColorScheme colourScheme() {
        return scheme(outColour);
    }

    private static Help.ColorScheme scheme(boolean colour) {
        return Help.defaultColorScheme(colour ? Help.Ansi.ON : Help.Ansi.OFF);
    }

    /** The terminal's width by the start script, else what the user says, else the usual one; within bounds. */
    static int columns(Map<String, String> environment) {
        String said = environment.getOrDefault("ACTIVITY_COLUMNS", environment.getOrDefault("COLUMNS", ""));
        if (!said.matches("[1-9][0-9]{0,3}")) {
            return USUAL_COLUMNS;
        }
        return Math.min(MAX_COLUMNS, Math.max(USUAL_COLUMNS / 2, Integer.parseInt(said)));
    }

    private static boolean isTerminal(Map<String, String> environment, String variable) {
        return "1".equals(environment.get(variable));
    }
}
