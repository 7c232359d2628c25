package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.app.cli.shell.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The instructions of the worker's image, by the rules that a linter would apply. No image is built here. */
final class DockerfileTest {
    private record Instruction(String name, String value) {}

    private final List<Instruction> instructions = read();

    @Test
    void image_isOneOfAJreWithAVersion() {
        assertThat(values("FROM")).hasSize(1).allMatch(image -> image.matches("eclipse-temurin:[0-9]+-jre"));
    }

    @Test
    void image_runsAsNobodyFromTheStart() {
        assertThat(values("USER")).containsExactly("10001:10001");
        assertThat(names().indexOf("USER")).isLessThan(names().indexOf("ENTRYPOINT"));
    }

    @Test
    void image_needsOnlyWhatTheBuildLeavesInTarget() throws Exception {
        assertThat(values("COPY")).containsExactly("lib/ lib/", "activity-logger-cli.jar ./");
        assertThat(names()).doesNotContain("ADD", "RUN", "VOLUME");
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom)
                .contains("<finalName>activity-logger</finalName>")
                .contains("<classifier>cli</classifier>")
                .contains("<classpathPrefix>lib/</classpathPrefix>")
                .contains("<outputDirectory>${project.build.directory}/lib</outputDirectory>");
    }

    /** The shell of the other form would keep the signal to itself. */
    @Test
    void entrypoint_isTheWorkerInExecForm() throws Exception {
        List<String> words = words(values("ENTRYPOINT").get(0));

        assertThat(words).startsWith("java");
        assertThat(parse(afterTheJar(words)).matchedOptionValue("--host", "")).isEqualTo("0.0.0.0");
        assertThat(names()).endsWith("ENTRYPOINT");
    }

    @Test
    void healthCheck_asksTheWorkerAtThePortThatIsExposed() throws Exception {
        String check = values("HEALTHCHECK").get(0);
        CommandLine.ParseResult parsed = parse(afterTheJar(words(check.substring(check.indexOf("CMD") + 3))));

        assertThat(parsed.hasMatchedOption("--check")).isTrue();
        assertThat(values("EXPOSE"))
                .containsExactly(parsed.commandSpec().findOption("--http-port").defaultValue());
    }

    private static List<String> afterTheJar(List<String> words) {
        return words.subList(words.indexOf("-jar") + 2, words.size());
    }

    private static CommandLine.ParseResult parse(List<String> words) {
        assertThat(words).startsWith("worker");
        CommandLine worker = new CommandLine(new WorkerCommand(Console.ofProcess()));
        return worker.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    }

    private static List<String> words(String json) throws Exception {
        return Stream.of(JsonMapper.builder().build().readValue(json, String[].class))
                .toList();
    }

    private List<String> names() {
        return instructions.stream().map(Instruction::name).toList();
    }

    private List<String> values(String name) {
        return instructions.stream()
                .filter(instruction -> instruction.name().equals(name))
                .map(Instruction::value)
                .toList();
    }

    private static List<Instruction> read() {
        try {
            String text =
                    Files.readString(Path.of("src/main/docker/Dockerfile")).replace("\\\n", "");
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .map(parts -> new Instruction(parts[0], parts[1].strip()))
                    .collect(Collectors.toList());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
