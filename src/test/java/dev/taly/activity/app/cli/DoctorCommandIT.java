package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.StoredTree;
import dev.taly.activity.app.cli.doctor.WrittenAws;
import dev.taly.activity.app.stack.DeployedStack;
import dev.taly.activity.app.stack.LocalDeployment;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.local.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** {@code activity doctor} on a local stack that is well, and on one that somebody broke. */
final class DoctorCommandIT {
    @TempDir
    private static Path data;

    private static LocalDeployment local;
    private static SqsClient sqs;
    private static SnsClient sns;

    @BeforeAll
    static void start() {
        local = LocalDeployment.start(data, 0);
        sqs = local.clients().sqs();
        sns = local.clients().sns();
    }

    @AfterAll
    static void stop() {
        sns.close();
        sqs.close();
        local.close();
    }

    @Test
    void stackThatIsWell_isSaidToBe_andItsEventIsStored() throws IOException {
        CapturedConsole table = new CapturedConsole();

        assertThat(doctor(table)).as(table.out() + table.err()).isZero();

        assertThat(table.out())
                .startsWith("The local stack of " + data)
                .contains("✓ subscription", "✓ queue", "✓ dead letters", "✓ clock", "– AWS alone")
                .containsPattern("✓ round trip +stored after [0-9]+\\.[0-9] s")
                .contains("6 well, 0 warnings, 0 problems, 0 not checked");
        assertThat(table.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(StoredTree.at(data).lines())
                .as("the event is on record")
                .anyMatch(line -> line.path("action").asText().equals("doctor_canary")
                        && line.path("tenantId").asText().equals("operations")
                        && line.path("actorId").asText().equals("ann"));

        JsonNode json = json(0, "--no-canary");
        assertThat(json.path("local").asBoolean()).isTrue();
        assertThat(json.path("well").asInt()).isEqualTo(5);
        assertThat(json.path("findings"))
                .filteredOn(finding -> finding.path("outcome").asText().equals("leftOut"))
                .extracting(finding -> finding.path("subject").asText())
                .containsExactly("AWS alone", "round trip");
    }

    @Test
    void faults_areFoundAsTheyAreMade() throws IOException {
        String subscription = subscription();
        setSubscription(subscription, "RawMessageDelivery", "false");
        assertThat(only(0)).isEqualTo("subscription: Raw delivery is off.");
        setSubscription(subscription, "RawMessageDelivery", "true");

        setSubscription(subscription, "FilterPolicy", "{\"level\":[\"critical\"]}");
        assertThat(only(1)).isEqualTo("subscription: The subscription has a filter policy.");
        setSubscription(subscription, "FilterPolicy", "{}");
        assertThat(json(0, "--no-canary").path("well").asInt()).isEqualTo(5);

        setQueue(QueueAttributeName.VISIBILITY_TIMEOUT, "30");
        assertThat(only(1)).startsWith("queue: A message that was received comes again after 30 s");
        setQueue(QueueAttributeName.VISIBILITY_TIMEOUT, "660");

        setQueue(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:activity-dlq\",\"maxReceiveCount\":1}");
        assertThat(only(0)).isEqualTo("queue: A message may fail 1 times; the stack asks for 3.");

        setQueue(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:activity-dlq\",\"maxReceiveCount\":3}");

        sqs.sendMessage(send -> send.queueUrl(local.endpoints().dlqUrl()).messageBody("no event"));
        assertThat(findings(0, "warning")).contains("dead letters: 1 wait in activity-dlq.");

        sns.unsubscribe(unsubscribe -> unsubscribe.subscriptionArn(subscription));
        assertThat(findings(1, "problem")).containsExactly("subscription: The queue is not subscribed to the topic.");

        sqs.purgeQueue(purge -> purge.queueUrl(local.endpoints().dlqUrl()));
        sns.subscribe(subscribe -> subscribe
                .topicArn(local.endpoints().topicArn())
                .protocol("sqs")
                .endpoint("arn:aws:sqs:us-east-1:000000000000:activity-queue")
                .attributes(Map.of("RawMessageDelivery", "true")));
        assertThat(json(0, "--no-canary").path("well").asInt()).as("mended").isEqualTo(5);
    }

    /** Another tenant's actor is refused; and then nobody consumes any more. */
    @Test
    void eventThatIsRefused_orNotConsumed_isAProblem(@TempDir Path other) throws IOException {
        Files.createDirectories(other.resolve("config"));
        Files.writeString(other.resolve("config").resolve("tenants.yaml"), "{version: \"1\", actors: {ann: acme}}\n");
        try (LocalAws aws = LocalAws.start(other, DeployedStack.BUCKET, 0)) {
            CapturedConsole refused = new CapturedConsole();
            try (DeployedStack stack = DeployedStack.deploy(LocalFiles.in(other), aws.endpoint(), LocalAws.REGION)) {
                stack.endpoints().write(other);
                assertThat(refused.run("doctor", "--data", other.toString(), "--as", "ann"))
                        .as(refused.out())
                        .isEqualTo(1);
                assertThat(stack.deadLetters()).isEqualTo(1);
            }
            assertThat(refused.out().replaceAll("\\s+", " "))
                    .contains(
                            "✗ round trip A good event became a dead letter: invalid_field at /tenantId",
                            "→ activity dlq show ");

            CapturedConsole silent = new CapturedConsole();
            assertThat(silent.run("doctor", "--data", other.toString(), "--as", "bob", "--wait", "1"))
                    .isEqualTo(1);
            assertThat(silent.out())
                    .contains("✗ round trip", "An event is not stored after 6 s, and is no dead letter", "1 problem,");
        }
    }

    @Test
    void deployedStack_isLookedAtByItsName() throws IOException {
        System.setProperty("aws.accessKeyId", "any");
        System.setProperty("aws.secretAccessKey", "any");
        CapturedConsole console = new CapturedConsole();
        try (WrittenAws aws = WrittenAws.open()) {
            assertThat(console.run(
                            "doctor",
                            "--stack",
                            "activity",
                            "--no-canary",
                            "--endpoint-url",
                            aws.endpoint().toString()))
                    .as(console.out())
                    .isZero();
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }

        assertThat(console.out())
                .startsWith("Stack activity")
                .contains("✓ stack             UPDATE_COMPLETE", "✓ object lock       GOVERNANCE, 180 days")
                .contains("! alarms            The stack has no alarms.", "→ The parameter AlarmTopicArn")
                .contains("17 well, 1 warning, 0 problems, 0 not checked");
        assertThat(console.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void wrongUse_isSaid() {
        CapturedConsole two = new CapturedConsole();
        assertThat(doctor(two, "--stack", "activity")).isEqualTo(2);
        assertThat(two.err()).contains("--stack and --data name two stacks");

        CapturedConsole nowhere = new CapturedConsole();
        assertThat(nowhere.run("doctor", "--data", data.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(nowhere.err()).contains("no local stack is running");

        CapturedConsole wrongTenant = new CapturedConsole();
        assertThat(doctor(wrongTenant, "--log-tenant", "no tenant")).isEqualTo(2);
        assertThat(wrongTenant.err()).contains("--log-tenant is no tenant's name");

        CapturedConsole impatient = new CapturedConsole();
        assertThat(doctor(impatient, "--wait", "0")).isEqualTo(2);
        assertThat(impatient.err()).contains("--wait must be 1 to 3600 seconds");
    }

    private String only(int exit) throws IOException {
        List<String> found = new ArrayList<>(findings(exit, "problem"));
        found.addAll(findings(exit, "warning"));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<String> findings(int exit, String outcome) throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode finding : json(exit, "--no-canary").path("findings")) {
            if (finding.path("outcome").asText().equals(outcome)) {
                assertThat(finding.path("fix").asText()).isNotEmpty();
                found.add(finding.path("subject").asText() + ": "
                        + finding.path("what").asText());
            }
        }
        return found;
    }

    private JsonNode json(int exit, String... arguments) throws IOException {
        CapturedConsole console = new CapturedConsole();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        assertThat(doctor(console, all.toArray(String[]::new)))
                .as(console.out())
                .isEqualTo(exit);
        return new JsonMapper().readTree(console.out());
    }

    private int doctor(CapturedConsole console, String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--data", data.toString(), "--as", "ann"));
        all.addAll(List.of(arguments));
        return console.run(all.toArray(String[]::new));
    }

    private String subscription() {
        return sns
                .listSubscriptionsByTopic(
                        list -> list.topicArn(local.endpoints().topicArn()))
                .subscriptions()
                .stream()
                .filter(found -> found.endpoint().endsWith(":activity-queue"))
                .findFirst()
                .orElseThrow()
                .subscriptionArn();
    }

    private void setSubscription(String arn, String name, String value) {
        sns.setSubscriptionAttributes(
                set -> set.subscriptionArn(arn).attributeName(name).attributeValue(value));
    }

    private void setQueue(QueueAttributeName name, String value) {
        sqs.setQueueAttributes(set -> set.queueUrl(local.endpoints().queueUrl()).attributes(Map.of(name, value)));
    }
}
