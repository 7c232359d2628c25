package dev.taly.activity;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program of other people, where it is installed. */
public record OutsideTool(Path program) {
    private static final int PATIENCE_SECONDS = 180;

    /** The file that the variable names, else the program of that name on the PATH; nothing where neither is. */
    public static Optional<OutsideTool> find(String name, String variable) {
        String given = System.getenv(variable);
        return given != null ? Optional.of(new OutsideTool(Path.of(given))) : onPath(name);
    }

    /** The program of that name on the PATH. */
    public static Optional<OutsideTool> onPath(String name) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(OutsideTool::new);
    }

    /** Runs it to its end, with that on its input. */
    public Run run(String input, String... arguments) {
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        // What the transform asks for; nobody is asked over the network.
        return run(new ProcessBuilder(command), Map.of("AWS_DEFAULT_REGION", "us-east-1"), input);
    }

    /** Runs a command to its end, with those variables more and that on its input. */
    public static Run run(ProcessBuilder command, Map<String, String> variables, String input) {
        command.environment().putAll(variables);
        Path directory = null;
        try {
            directory = Files.createTempDirectory("outside");
            Path in = Files.writeString(directory.resolve("in"), input);
            Path out = directory.resolve("out");
            Path err = directory.resolve("err");
            Process process = command.redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException(command.command() + " takes too long");
                }
            } finally {
                // Also where the test's own time is over; one that has ended stays as it is.
                process.destroyForcibly();
            }
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How it ended. */
    public record Run(int code, String out, String err) {}
}
