package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.deadletter.Amendment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user's own editor: {@code VISUAL}, else {@code EDITOR}, else {@code vi}, run by a shell as git does. The draft lies in a
 * file that only the user can read, for as long as the editor runs. Called again, it goes on with the draft.
 */
final class Editor implements Amendment {
    private final Console console;
    private final String command;
    private @Nullable String text;

    Editor(Console console) {
        this(console, System.getenv());
    }

    Editor(Console console, Map<String, String> environment) {
        this.console = console;
        this.command = Stream.of("VISUAL", "EDITOR")
                .map(environment::get)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse("vi");
    }

    @Override
    public String apply(String event) {
        try {
            Path draft = Files.createTempFile("dead-letter-", ".json");
            try {
                Files.writeString(draft, text == null ? EventText.plain(event) : text);
                console.note("Waiting for " + command + " …");
                Process editor = new ProcessBuilder("sh", "-c", command + " \"$1\"", command, draft.toString())
                        .inheritIO()
                        .start();
                if (editor.waitFor() != 0) {
                    throw new CommandFailure(
                            command + " ended with code " + editor.exitValue(), "Nothing was changed.");
                }
                text = new String(Files.readAllBytes(draft), StandardCharsets.UTF_8);
                return text.strip();
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot edit with " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("the edit was interrupted", "", e);
        }
    }
}
