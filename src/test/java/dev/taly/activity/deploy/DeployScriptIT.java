package dev.taly.activity.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.OutsideTool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
        Run run = project.deploy("staging");

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
                        "changes   everything is new, with RetentionDays=30 MaxReceiveCount=5");
    }

    @Test
    void environment_isDevIfNoneIsNamed() throws IOException {
        assertThat(project.deploy().code()).isZero();

        assertThat(project.calls())
                .contains("sam [deploy] [--config-env] [dev] [--region] [eu-central-1]")
                .endsWith("activity [doctor] [--stack] [activity-dev]");
    }

    @Test
    void optionsAfterTheDashes_goToSam_andAnotherStacksNameToTheDoctor() throws IOException {
        Run run = project.deploy(
                "dev", "--", "--stack-name", "activity-anna", "--parameter-overrides", "FirstDay=2 a", "B=c");

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
        Run run = project.deploy("production", "--dry-run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(project.calls()).last().asString().startsWith("mvn ");
        assertThat(project.calls()).noneMatch(call -> call.startsWith("sam [deploy]") || call.startsWith("activity"));
        assertThat(run.out()).contains("stack     activity, which is new");
        assertThat(run.err()).contains("nothing was deployed");
    }

    @Test
    void toolThatNeedNotBeThere_isNamed() throws IOException {
        project.without("cfn-lint");
        project.without("cfn-guard");

        Run run = project.deploy("dev");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("cfn-lint is not here", "cfn-guard is not here");
    }

    @Test
    void guard_isFoundByItsVariable() throws IOException {
        project.without("cfn-guard");
        project.tool("another guard", "");
        project.variable("ACTIVITY_CFN_GUARD", "another guard");

        assertThat(project.deploy("dev").code()).isZero();

        assertThat(project.calls()).anyMatch(call -> call.startsWith("another guard [validate]"));
    }

    @Test
    void region_isTheConfiguredOne_andMustBeSet() throws IOException {
        project.variable("AWS_REGION", "");
        assertThat(project.deploy("dev").err()).contains("error: no AWS region is set");

        project.tool("aws", "[[ $1 != configure ]] || echo eu-north-1; [[ $1 != sts ]] || printf '1\\tarn\\n'");
        project.deploy("dev");

        assertThat(project.calls()).contains("sam [deploy] [--config-env] [dev] [--region] [eu-north-1]");
    }

    @Test
    void jar_isNeverThatOfAnEarlierBuild() throws IOException {
        Files.createDirectories(project.jar().getParent());
        Files.writeString(project.jar(), "old");
        assertThat(project.deploy("dev").code()).isZero();
        assertThat(project.jar()).content().isEqualTo("new\n");

        project.failsAt("mvn");
        Run failed = project.deploy("dev");

        assertThat(failed.err()).contains("[ERROR] no symbol", "The whole log: ");
        assertThat(project.jar()).doesNotExist();
    }

    @Test
    void changesOfAStackThatIsThere_areShown() throws IOException {
        String here = Files.readString(project.root().resolve("template.yaml"));
        project.stack(
                "UPDATE_COMPLETE",
                "RetentionDays\t180\nLogRetentionDays\t7\nLockMode\tGOVERNANCE\n",
                here.replace("  UndeliveredQueue:\n", "  LostQueue:\n"));

        Run run = project.deploy("dev");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().skip(2))
                .containsExactly(
                        "stack     activity-dev, UPDATE_COMPLETE",
                        "adds      UndeliveredQueue",
                        "removes   LostQueue",
                        "sets      RetentionDays to 1, was 180",
                        "sets      BatchWindowSeconds to 5",
                        "changes   of properties are in the change set that sam shows");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void doctorWithFindings_isOneMoreExitCode(int code) throws IOException {
        Path doctor = project.root().resolve("scripts/activity");
        Files.writeString(doctor, Files.readString(doctor) + "echo 'the queue is not subscribed'; exit " + code + "\n");

        Run run = project.deploy("dev");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("the queue is not subscribed");
        assertThat(run.err()).contains("Deployed; but see what the doctor says");
    }

    @Test
    void help_saysHow() throws IOException {
        Run run = project.deploy("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("scripts/deploy [dev|staging|production] [--dry-run]")
                .doesNotContain("set -");
    }
}
