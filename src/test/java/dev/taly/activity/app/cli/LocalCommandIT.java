package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.StoredTree;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.local.LocalAws;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.SnsTransport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** {@code activity local} as a process: what it keeps when it is stopped, and when it is killed. */
final class LocalCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    @Test
    void killedStack_losesNoAcknowledgedEventAndStartsAgain() throws Exception {
        long acknowledged;
        try (LocalStackProcess first = LocalStackProcess.start(data)) {
            publish(first.endpoints(), 3_000);
            acknowledged = 3_000 - queuedOnceSomeAreDone(first.endpoints(), 3_000);
            first.kill();
        }
        try (LocalStackProcess second = LocalStackProcess.start(data)) {
            Set<String> survived = StoredTree.at(data).ids();
            assertThat(survived).as("stored before it was killed").hasSizeGreaterThanOrEqualTo((int) acknowledged);

            publish(second.endpoints(), 100);
            assertThat(second.interrupt()).as("stopped by a signal").isEqualTo(143);

            Set<String> after = StoredTree.at(data).ids();
            assertThat(after).containsAll(survived).hasSize(survived.size() + 100);
        }
    }

    @Test
    void stoppedStack_storesWhatIsQueuedAndLeavesNoLocalJson() throws Exception {
        try (LocalStackProcess stack = LocalStackProcess.start(data)) {
            assertThat(data.resolve("local.json")).exists();
            publish(stack.endpoints(), 25);
            stack.interrupt();
        }
        assertThat(StoredTree.at(data).ids()).hasSize(25);
        assertThat(data.resolve("local.json")).doesNotExist();
    }

    @Test
    void busyPort_isAClearError() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CapturedConsole console = new CapturedConsole();
            assertThat(console.run("local", "--port", "" + taken.getLocalPort(), "--data", data.toString()))
                    .isEqualTo(2);
            assertThat(console.err()).contains("port " + taken.getLocalPort() + " on 127.0.0.1 is in use");
        }
    }

    @Test
    void directoryOfAnotherStack_isAClearError() {
        try (LocalAws other = LocalAws.start(data, "activity-log", 0)) {
            CapturedConsole console = new CapturedConsole();
            assertThat(console.run("demo", "--data", data.toString())).isEqualTo(2);
            assertThat(other.endpoint()).as("the other one still runs").isNotNull();
            assertThat(console.err()).contains("another local stack").contains(data.toString());
        }
    }

    @Test
    void settingsThatAreWrong_areAClearError() throws Exception {
        Files.createDirectories(data.resolve("config"));
        Path roles = Files.writeString(data.resolve("config/roles.yaml"), "admin: [a\n");
        CapturedConsole console = new CapturedConsole();

        assertThat(console.run("local", "--port", "0", "--data", data.toString()))
                .isEqualTo(2);
        assertThat(console.err())
                .contains(roles + " must be well-formed YAML", "line", "Mend it")
                .doesNotContain("Exception", "should not happen");
        assertThat(data.resolve("local.json")).doesNotExist();
    }

    @Test
    void directoryThatCannotBeWritten_isAClearError() throws Exception {
        Path file = Files.createFile(data.resolve("a-file"));
        CapturedConsole console = new CapturedConsole();
        assertThat(console.run("demo", "--data", file.toString())).isEqualTo(2);
        assertThat(console.err()).contains("a-file").doesNotContain("\tat ");
    }

    private static void publish(LocalEndpoints at, int events) {
        SampleEvents sample = new SampleEvents(events, Instant.now(), 3);
        try (ActivityPublisher publisher = ActivityPublisher.to(
                        new SnsTransport(clients(at).sns(), at.topicArn()))
                .build()) {
            for (int i = 0; i < events; i++) {
                publisher.publish(sample.next());
            }
            assertThat(publisher.flush(PATIENCE)).isZero();
            assertThat(publisher.stats().delivered()).isEqualTo(events);
        }
    }

    /** How many are still queued, at a moment when some no longer are. */
    private static long queuedOnceSomeAreDone(LocalEndpoints at, long published) {
        try (SqsClient sqs = clients(at).sqs()) {
            Instant deadline = Instant.now().plus(PATIENCE);
            long queued = published;
            while (queued >= published && Instant.now().isBefore(deadline)) {
                queued = QueueDepth.of(sqs, at.queueUrl());
            }
            assertThat(queued).isLessThan(published);
            return queued;
        }
    }

    private static AwsClients clients(LocalEndpoints at) {
        return AwsClients.ofEmulator(at.snsEndpoint(), LocalAws.REGION);
    }
}
