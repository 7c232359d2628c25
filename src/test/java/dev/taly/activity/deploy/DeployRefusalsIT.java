package dev.taly.activity.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.OutsideTool.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stops {@code scripts/deploy}, with its reason and before anything is changed. */
final class DeployRefusalsIT {
    private StandInProject project;

    @BeforeEach
    void makeProject(@TempDir Path directory) throws IOException {
        project = new StandInProject(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "aws get-caller-identity, AWS does not know you",
        "aws describe-stacks, cannot be looked at",
        "sam validate, sam validate finds fault with template.yaml",
        "mvn, the build failed",
        "sam deploy, 'the deployment failed, or was declined'"
    })
    void failure_stopsWhatComesAfterIt(String call, String error) throws IOException {
        project.failsAt(call);

        Run run = project.deploy("dev");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("error: ").contains(error);
        String words = call.replaceAll("^aws ", "").replaceAll("^sam (.*)", "sam [$1]");
        assertThat(project.calls()).last().asString().contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cfn-lint", "cfn-guard"})
    void faultInTheTemplate_stops(String tool) throws IOException {
        project.tool(tool, "echo 'line 7'; exit 2");

        Run run = project.deploy("dev");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("line 7", "error: " + tool + " finds fault with template.yaml");
        assertThat(project.calls()).last().asString().startsWith(tool);
    }

    @Test
    void toolsThatAreMissing_areAllNamedWithTheirFix_beforeAnythingElse() throws IOException {
        for (String tool : List.of("javac", "mvn", "sam", "aws")) {
            project.without(tool);
        }

        Run run = project.deploy("dev");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "no JDK found",
                        "JAVA_HOME",
                        "no Maven found",
                        "no AWS SAM CLI found",
                        "no AWS CLI found",
                        "https://");
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void build_thatMakesNoJarStops() throws IOException {
        project.tool("mvn", "");

        assertThat(project.deploy("dev").err()).contains("error: the build made no target/activity-logger-lambda.jar");
        assertThat(project.calls()).last().asString().startsWith("mvn");
    }

    @Test
    void sourcesThatChangeDuringTheBuild_stop() throws IOException {
        project.tool(
                "mvn",
                "mkdir -p target; echo new >target/activity-logger-lambda.jar; touch -t 209901010000 src/main/java/Source.java");

        assertThat(project.deploy("dev").err()).contains("error: the sources changed while they were built");
        assertThat(project.calls()).last().asString().startsWith("mvn");
        assertThat(project.jar()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS", "DELETE_FAILED"})
    void stackThatCannotBeUpdated_isSaidBeforeTheBuild(String status) throws IOException {
        project.stack(status, "", "");

        Run run = project.deploy("dev");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("error: the stack activity-dev is " + status);
        assertThat(project.calls()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "nosuch, 'samconfig.toml has no environment nosuch'",
        "dev staging, 'one environment at a time, not also staging'",
        "--guided, '--guided is not an option'",
        "dev -- --region us-east-1, 'Set AWS_REGION'",
        "dev -- --profile=anna, 'Set AWS_PROFILE'",
        "dev -- --config-env production, 'Name the environment before the --'",
        "dev -- --stack-name=a12345678901234567890123456789012345678901234567890, 'more than 50 characters'",
        "dev -- -t other.yaml, 'The template is template.yaml.'"
    })
    void wrongUse_isSaid_andNothingIsCalled(String arguments, String error) throws IOException {
        Run run = project.deploy(arguments.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(error);
        assertThat(project.calls()).isEmpty();
    }
}
