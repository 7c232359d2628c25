package dev.taly.activity.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.OutsideTool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/deploy} with tools that write down how they were called. */
final class DeployScriptIT {
    private StandInProject project;

    @BeforeEach
    void makeProject(@TempDir Path directory) throws IOException {
        project = new StandInProject(directory);
    }

    @Test
    void deploy_checksBuildsDeploysAndAsksTheDoctor_inThatOrder() throws IOException {
        Run run = deploy("staging");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(project.calls())
                .containsExactly(
                        "aws [sts] [get-caller-identity] [--query] [[Account,Arn]] [--output] [text]",
                        "aws [cloudformation] [describe-stacks] [--stack-name] [activity-staging] [--query]"
                                + " [Stacks[0].StackStatus] [--output] [text]",
                        "sam [validate] [--lint] [--template-file] [" + project.root() + "/template.yaml] [--region]"
                                + " [eu-central-1]",
                        "cfn-lint [" + project.root() + "/template.yaml]",
                        "cfn-guard [validate] [--rules] [" + project.root()
                                + "/src/test/resources/dev/taly/activity/template/rules.guard] [--data] ["
                                + project.root() + "/template.yaml] [--show-summary] [fail]",
                        "mvn [-B] [-q] [-f] [" + project.root() + "/pom.xml] [package] [-Dmaven.test.skip]"
                                + " [-Dspotless.check.skip] [-Djacoco.skip]",
                        "sam [deploy] [--config-env] [staging] [--region] [eu-central-1]",
                        "activity [doctor] [--stack] [activity-staging]");
        assertThat(run.out())
                .contains(
                        "account   123456789012, as arn:aws:iam::123456789012:user/anna",
                        "region    eu-central-1",
                        "stack     activity-staging, which is new",
                        "changes   everything is new, with RetentionDays=30 BatchWindowSeconds=60 MaxReceiveCount=5");
    }

    @Test
    void environment_isDevIfNoneIsNamed() throws IOException {
        assertThat(deploy().code()).isZero();

        assertThat(project.calls())
                .contains("sam [deploy] [--config-env] [dev] [--region] [eu-central-1]")
                .endsWith("activity [doctor] [--stack] [activity-dev]");
    }

    @Test
    void optionsAfterTheDashes_goToSam_andAnotherStacksNameToTheDoctor() throws IOException {
        Run run = deploy("dev", "--", "--stack-name", "activity-anna", "--parameter-overrides", "FirstDay=2 a", "B=c");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(project.calls())
                .endsWith(
                        "sam [deploy] [--config-env] [dev] [--region] [eu-central-1] [--stack-name] [activity-anna]"
                                + " [--parameter-overrides] [FirstDay=2 a] [B=c]",
                        "activity [doctor] [--stack] [activity-anna]");
        assertThat(run.out()).contains("stack     activity-anna", "with FirstDay=2 a B=c\n");
    }

    @Test
    void dryRun_doesEverythingButDeployAndAskTheDoctor() throws IOException {
        Run run = deploy("production", "--dry-run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(project.calls()).last().asString().startsWith("mvn ");
        assertThat(project.calls()).noneMatch(call -> call.startsWith("sam [deploy]") || call.startsWith("activity"));
        assertThat(run.out()).contains("stack     activity, which is new");
        assertThat(run.err()).contains("nothing was deployed");
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

        Run run = deploy("dev");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("error: ").contains(error);
        String words = call.replaceAll("^aws ", "").replaceAll("^sam (.*)", "sam [$1]");
        assertThat(project.calls()).last().asString().contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cfn-lint", "cfn-guard"})
    void faultInTheTemplate_stops(String tool) throws IOException {
        project.tool(tool, "echo 'line 7'; exit 2");

        Run run = deploy("dev");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("line 7", "error: " + tool + " finds fault with template.yaml");
        assertThat(project.calls()).last().asString().startsWith(tool);
    }

    @Test
    void toolThatNeedNotBeThere_isNamed() throws IOException {
        project.without("cfn-lint");
        project.without("cfn-guard");

        Run run = deploy("dev");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("cfn-lint is not here", "cfn-guard is not here");
    }

    @Test
    void guard_isFoundByItsVariable() throws IOException {
        project.without("cfn-guard");
        project.tool("another guard", "");
        project.variable("ACTIVITY_CFN_GUARD", "another guard");

        assertThat(deploy("dev").code()).isZero();

        assertThat(project.calls()).anyMatch(call -> call.startsWith("another guard [validate]"));
    }

    @Test
    void toolsThatAreMissing_areAllNamedWithTheirFix_beforeAnythingElse() throws IOException {
        for (String tool : List.of("javac", "mvn", "sam", "aws")) {
            project.without(tool);
        }

        Run run = deploy("dev");

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
    void region_isTheConfiguredOne_andMustBeSet() throws IOException {
        project.variable("AWS_REGION", "");
        assertThat(deploy("dev").err()).contains("error: no AWS region is set");

        project.tool("aws", "[[ $1 != configure ]] || echo eu-north-1; [[ $1 != sts ]] || printf '1\\tarn\\n'");
        deploy("dev");

        assertThat(project.calls()).contains("sam [deploy] [--config-env] [dev] [--region] [eu-north-1]");
    }

    @Test
    void jar_isNeverThatOfAnEarlierBuild() throws IOException {
        Files.createDirectories(project.jar().getParent());
        Files.writeString(project.jar(), "old");
        assertThat(deploy("dev").code()).isZero();
        assertThat(project.jar()).content().isEqualTo("new\n");

        project.failsAt("mvn");
        Run failed = deploy("dev");

        assertThat(failed.err()).contains("[ERROR] no symbol", "The whole log: ");
        assertThat(project.jar()).doesNotExist();
    }

    @Test
    void build_thatMakesNoJarStops() throws IOException {
        project.tool("mvn", "");

        assertThat(deploy("dev").err()).contains("error: the build made no target/activity-logger-lambda.jar");
        assertThat(project.calls()).last().asString().startsWith("mvn");
    }

    @Test
    void sourcesThatChangeDuringTheBuild_stop() throws IOException {
        project.tool(
                "mvn",
                "mkdir -p target; echo new >target/activity-logger-lambda.jar; touch -t 209901010000 src/main/java/Source.java");

        assertThat(deploy("dev").err()).contains("error: the sources changed while they were built");
        assertThat(project.calls()).last().asString().startsWith("mvn");
        assertThat(project.jar()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS", "DELETE_FAILED"})
    void stackThatCannotBeUpdated_isSaidBeforeTheBuild(String status) throws IOException {
        project.stack(status, "", "");

        Run run = deploy("dev");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("error: the stack activity-dev is " + status);
        assertThat(project.calls()).hasSize(2);
    }

    @Test
    void changesOfAStackThatIsThere_areShown() throws IOException {
        String here = Files.readString(project.root().resolve("template.yaml"));
        project.stack(
                "UPDATE_COMPLETE",
                "RetentionDays\t180\nLogRetentionDays\t7\nLockMode\tGOVERNANCE\n",
                here.replace("  UndeliveredQueue:\n", "  LostQueue:\n"));

        Run run = deploy("dev");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().skip(2))
                .containsExactly(
                        "stack     activity-dev, UPDATE_COMPLETE",
                        "adds      UndeliveredQueue",
                        "removes   LostQueue",
                        "sets      RetentionDays to 1, was 180",
                        "changes   of properties are in the change set that sam shows");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void doctorWithFindings_isOneMoreExitCode(int code) throws IOException {
        Path doctor = project.root().resolve("scripts/activity");
        Files.writeString(doctor, Files.readString(doctor) + "echo 'the queue is not subscribed'; exit " + code + "\n");

        Run run = deploy("dev");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("the queue is not subscribed");
        assertThat(run.err()).contains("Deployed; but see what the doctor says");
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
        Run run = deploy(arguments.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(error);
        assertThat(project.calls()).isEmpty();
    }

    @Test
    void help_saysHow() throws IOException {
        Run run = deploy("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("scripts/deploy [dev|staging|production] [--dry-run]")
                .doesNotContain("set -");
    }

    /** Whatever happens, no secret is told. */
    private Run deploy(String... arguments) {
        Run run = project.deploy(arguments);
        StandInProject.SECRETS.forEach(
                secret -> assertThat(run.out() + run.err()).doesNotContain(secret));
        return run;
    }
}
