package dev.taly.activity.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.OutsideTool;
import dev.taly.activity.OutsideTool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The real {@code scripts/deploy} in a project of its own, whose path has spaces, with tools that only write down how they were
 * called. It sees no other tool.
 */
final class StandInProject {
    private static final List<String> SECRETS = List.of("wJalrXUtnFEMI-secret", "session-token-of-anna");

    private static final Path REAL = Path.of(System.getProperty("basedir", ""));
    private static final List<String> PLAIN_TOOLS = List.of(
            "bash", "awk", "cat", "comm", "dirname", "find", "grep", "head", "mkdir", "rm", "sed", "sort", "tail",
            "touch", "tr");

    // The first line of a script takes no spaces.
    private static final Path BASH = OutsideTool.onPath("bash").orElseThrow().program();

    private final Path root;
    private final Path tools;
    private final Path calls;
    private final Map<String, String> variables = new HashMap<>();

    StandInProject(Path directory) throws IOException {
        root = Files.createDirectories(directory.resolve("a project with spaces"));
        tools = Files.createDirectories(directory.resolve("tools of ours"));
        calls = directory.resolve("calls");
        Files.createDirectories(root.resolve("scripts"));
        Files.createDirectories(root.resolve("src/main/java"));
        Files.writeString(root.resolve("src/main/java/Source.java"), "class Source {}");
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        for (String file : List.of("template.yaml", "samconfig.toml", "scripts/deploy")) {
            Files.copy(REAL.resolve(file), root.resolve(file));
        }
        for (String tool : PLAIN_TOOLS) {
            String program = OutsideTool.onPath(tool).orElseThrow().program().toString();
            write(tools.resolve(tool), "#!" + BASH + "\nexec '" + program + "' \"$@\"\n");
        }
        for (String tool : List.of("javac", "cfn-lint", "cfn-guard")) {
            tool(tool, "");
        }
        tool("sam", "fail_at \"sam $1\"");
        tool("mvn", "fail_at mvn '[ERROR] no symbol'; mkdir -p target; echo new >target/activity-logger-lambda.jar");
        tool(
                "aws",
                "fail_at \"aws $2\" 'denied'; case $2 in get-caller-identity)"
                        + " printf '123456789012\\tarn:aws:iam::123456789012:user/anna\\n' ;;"
                        + " describe-stacks) echo 'Stack does not exist' >&2; exit 254 ;; esac");
        write(root.resolve("scripts/activity"), recorded("activity", "fail_at doctor"));
        variables.putAll(Map.of(
                "PATH", tools.toString(),
                "CALLS", calls.toString(),
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKIDANNA",
                "AWS_SECRET_ACCESS_KEY", SECRETS.get(0),
                "AWS_SESSION_TOKEN", SECRETS.get(1)));
    }

    /** That tool does this, after it has written down how it was called. */
    void tool(String name, String body) throws IOException {
        Files.deleteIfExists(tools.resolve(name));
        write(tools.resolve(name), recorded(name, body));
    }

    /** The answer of {@code aws} about a stack that is there. */
    void stack(String status, String parameters, String template) throws IOException {
        Files.writeString(root.resolve("parameters"), parameters);
        Files.writeString(root.resolve("deployed"), template);
        tool(
                "aws",
                "case \"$2 $*\" in get-caller-identity*) printf '123456789012\\tarn:aws:iam::123456789012:user/anna\\n' ;;"
                        + " describe-stacks*StackStatus*) echo " + status + " ;;"
                        + " describe-stacks*) cat \"${CALLS%/*}/a project with spaces/parameters\" ;;"
                        + " get-template*) cat \"${CALLS%/*}/a project with spaces/deployed\" ;; esac");
    }

    void without(String tool) throws IOException {
        Files.delete(tools.resolve(tool));
    }

    void variable(String name, String value) {
        variables.put(name, value);
    }

    /** That call fails, such as {@code sam deploy}. */
    void failsAt(String call) {
        variable("FAIL", call);
    }

    Path root() {
        return root;
    }

    Path jar() {
        return root.resolve("target/activity-logger-lambda.jar");
    }

    /** Runs it from another directory. Whatever happens, no secret is told. */
    Run deploy(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                tools.resolve("bash").toString(), root.resolve("scripts/deploy").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(tools.toFile());
        process.environment().clear();
        Run run = OutsideTool.run(process, variables, "");
        assertThat(run.out() + run.err()).doesNotContain(SECRETS);
        return run;
    }

    /** The tools and the words that each was called with, in brackets, in order. */
    List<String> calls() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private String recorded(String name, String body) {
        return """
                #!%s
                { printf '%s'; printf ' [%%s]' "$@"; echo; } >>"$CALLS"
                fail_at() { if [[ ${FAIL:-} == "$1" ]]; then echo "${2:-}"; exit 1; fi; }
                cd "${CALLS%%/*}/a project with spaces"
                %s
                """.formatted(BASH, name, body);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
