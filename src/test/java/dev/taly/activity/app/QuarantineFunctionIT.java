package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.local.LocalAws;
import dev.taly.activity.watch.metrics.MetricSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The function that keeps old letters, on the local AWS; days pass on its own clock. */
final class QuarantineFunctionIT {
    private static final int ENOUGH = 900_000;

    @TempDir
    private Path data;

    @Test
    void lettersOfBothQueues_areKeptOnceTheyAreOldEnough() throws IOException {
        try (LocalAws aws = LocalAws.start(data, "activity-log", 0)) {
            AwsClients clients = AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION);
            try (SqsClient sqs = clients.sqs()) {
                List<String> queues = List.of(queue(sqs, "dlq"), queue(sqs, "undelivered"));
                queues.forEach(
                        url -> sqs.sendMessage(send -> send.queueUrl(url).messageBody("{\"from\":\"" + url + "\"}")));
                QuarantineSettings settings = settings(queues, ConfigSource.none());

                assertThat(run(settings, clients, Duration.ofDays(3), ENOUGH))
                        .isEqualTo("{\"looked\":2,\"archived\":0,\"already\":0}");
                assertThat(run(settings, clients, Duration.ofDays(5), ENOUGH))
                        .isEqualTo("{\"looked\":2,\"archived\":2,\"already\":0}");
                assertThat(run(settings, clients, Duration.ofDays(6), ENOUGH))
                        .as("twelve hours later")
                        .isEqualTo("{\"looked\":2,\"archived\":0,\"already\":2}");
                assertThatThrownBy(() -> run(settings, clients, Duration.ofDays(6), 59_999))
                        .as("without time left")
                        .isInstanceOf(IllegalStateException.class);
                sqs.sendMessage(send -> send.queueUrl(queues.get(1)).messageBody("{}"));
                assertThatThrownBy(() -> run(beside(queues.get(1)), clients, Duration.ofDays(7), ENOUGH))
                        .as("with a queue that is not there")
                        .isInstanceOf(IllegalStateException.class);
                assertThat(objects())
                        .as("the good queue's new letter was kept all the same")
                        .isEqualTo(3);
            }
        }
    }

    private static QuarantineSettings settings(List<String> queues, ConfigSource config) {
        return new QuarantineSettings("activity-log", queues, Duration.ofDays(4), config, "no keys are needed");
    }

    /** What failed too often SQS moves as it was sent. */
    @Test
    void lettersAreProtectedBeforeTheyAreKept_whereThePolicySaysSo() throws IOException {
        Path config = Files.createDirectories(data.resolve("config"));
        Files.writeString(config.resolve("privacy.yaml"), """
                version: strict
                fields: {}
                metadata: [{names: [email], do: drop}]
                text: {emails: mask}
                deadLetters: protected
                """);
        try (LocalAws aws = LocalAws.start(data, "activity-log", 0)) {
            AwsClients clients = AwsClients.ofEmulator(aws.endpoint(), LocalAws.REGION);
            try (SqsClient sqs = clients.sqs()) {
                String url = queue(sqs, "dlq");
                sqs.sendMessage(send -> send.queueUrl(url)
                        .messageBody("{\"tenantId\":\"acme\",\"metadata\":{\"email\":\"ada@example.org\","
                                + "\"note\":\"write to ada@example.org\"}}"));
                QuarantineSettings settings = settings(List.of(url), new ConfigSource(Optional.of(config), true));

                assertThat(run(settings, clients, Duration.ofDays(5), ENOUGH)).contains("\"archived\":1");
                assertThat(run(settings, clients, Duration.ofDays(6), ENOUGH)).contains("\"already\":1");

                assertThat(keptText()).contains("acme", "write to [email]").doesNotContain("ada@example.org");
            }
        }
    }

    private String keptText() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(data.resolve("quarantine"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".gz"))::iterator) {
                try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return text.toString();
    }

    /** A queue that is not there, and then a good one. */
    private static QuarantineSettings beside(String good) {
        return settings(List.of(good + "-gone", good), ConfigSource.none());
    }

    private static String run(QuarantineSettings settings, AwsClients clients, Duration later, int millisLeft)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new QuarantineFunction(settings, clients, Clock.offset(Clock.systemUTC(), later), MetricSink.none())
                .handleRequest(new ByteArrayInputStream(new byte[0]), answer, new StubContext(millisLeft));
        return answer.toString(StandardCharsets.UTF_8);
    }

    private long objects() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("quarantine"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl.gz")).count();
        }
    }

    private static String queue(SqsClient sqs, String name) {
        return sqs.createQueue(create -> create.queueName(name)).queueUrl();
    }
}
