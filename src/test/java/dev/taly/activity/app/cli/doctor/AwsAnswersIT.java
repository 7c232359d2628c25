package dev.taly.activity.app.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.CommandFailure;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What AWS answers on the wire: all well, not set, not there, and refused. */
final class AwsAnswersIT {
    private WrittenAws aws;
    private Services services;
    private Account account;

    @BeforeEach
    void start() throws IOException {
        aws = WrittenAws.open();
        services = new Services(AwsClients.ofEmulator(aws.endpoint(), "us-east-1"));
        account = new AwsAccount(services);
    }

    @AfterEach
    void stop() {
        services.close();
        aws.close();
    }

    @Test
    void stackThatIsWell_isRead() {
        Diagnosis diagnosis = examine();

        assertThat(diagnosis.findings())
                .filteredOn(finding -> !(finding.outcome() instanceof Outcome.Well))
                .as("a stack without a topic for them has no alarms")
                .extracting(Finding::subject)
                .containsExactly("alarms");
        assertThat(aws.asked())
                .contains(
                        "monitoring GetMetricStatistics",
                        "lambda source",
                        "s3 policy",
                        "sns GetSubscriptionAttributes");
    }

    @Test
    void whatIsNotSetOrNotThere_isAFindingAndNoFailure() {
        aws.refuse("s3 object-lock", 404, "ObjectLockConfigurationNotFoundError")
                .refuse("s3 lifecycle", 404, "NoSuchLifecycleConfiguration")
                .refuse("s3 encryption", 404, "ServerSideEncryptionConfigurationNotFoundError")
                .refuse("s3 publicAccessBlock", 404, "NoSuchPublicAccessBlockConfiguration")
                .refuse("s3 policy", 404, "NoSuchBucketPolicy")
                .refuse("lambda configuration", 404, "ResourceNotFoundException")
                .refuse("lambda source", 404, "ResourceNotFoundException")
                .refuse("sns GetTopicAttributes", 404, "NotFound");

        Diagnosis diagnosis = examine();

        assertThat(diagnosis.notChecked()).isZero();
        assertThat(diagnosis.findings())
                .extracting(finding -> finding.outcome().what())
                .contains(
                        "Objects are not locked.",
                        "No lifecycle rule ends events.",
                        "The bucket has no encryption of its own.",
                        "The bucket does not block public access.",
                        "The bucket takes writes without If-None-Match.",
                        "There is no function activity-consumer with the alias live.",
                        "Nothing brings the queue's messages to the consumer.",
                        "There is no topic activity-events.");
    }

    @Test
    void refusals_nameTheRight() {
        Site site = site();
        List<String> operations = List.of(
                "s3 policy",
                "s3 versioning",
                "lambda source",
                "sns ListSubscriptionsByTopic",
                "sqs GetQueueAttributes",
                "monitoring GetMetricStatistics");
        operations.forEach(operation -> aws.refuse(operation, 403, "AccessDenied"));

        assertThat(examination().of(site, account, finding -> {}).findings())
                .filteredOn(finding -> finding.outcome() instanceof Outcome.NotChecked)
                .extracting(
                        finding -> finding.subject() + ": " + finding.outcome().what())
                .contains(
                        "bucket policy: needs s3:GetBucketPolicy",
                        "object lock: needs s3:GetBucketVersioning",
                        "event source: needs lambda:GetEventSourceMapping",
                        "subscription: needs sns:ListSubscriptionsByTopic",
                        "dead letters: needs sqs:GetQueueAttributes",
                        "queue age: needs cloudwatch:GetMetricStatistics");
    }

    @Test
    void stackThatIsNotThere_orMayNotBeSeen_isSaid() {
        aws.refuse("cloudformation DescribeStacks", 400, "ValidationError");
        assertThatThrownBy(this::site)
                .isInstanceOf(CommandFailure.class)
                .hasMessage("there is no stack activity in this account and region");

        aws.refuse("cloudformation DescribeStacks", 403, "AccessDenied");
        assertThatThrownBy(this::site)
                .isInstanceOf(CommandFailure.class)
                .hasMessage("the stack activity cannot be looked at: needs cloudformation:DescribeStacks");

        aws.refuse("cloudformation DescribeStacks", 403, "SignatureDoesNotMatch");
        assertThatThrownBy(this::site).hasMessageContaining("cloudformation:DescribeStacks failed");
    }

    private Diagnosis examine() {
        return examination().of(site(), account, finding -> {});
    }

    private Examination examination() {
        return new Examination(Checks.of(site(), Clock.systemUTC()));
    }

    private Site site() {
        return Sites.deployed("activity", account, Optional.of(aws.endpoint()));
    }
}
