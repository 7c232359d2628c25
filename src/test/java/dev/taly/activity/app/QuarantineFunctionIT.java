package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.local.LocalAws;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
                QuarantineSettings settings = new QuarantineSettings("activity-log", queues, Duration.ofDays(4));

                assertThat(run(settings, clients, Duration.ofDays(3), ENOUGH))
                        .isEqualTo("{\"looked\":2,\"archived\":0,\"already\":0,\"stopped\":false}");
                assertThat(run(settings, clients, Duration.ofDays(5), ENOUGH))
                        .isEqualTo("{\"looked\":2,\"archived\":2,\"already\":0,\"stopped\":false}");
                assertThat(run(settings, clients, Duration.ofDays(6), ENOUGH))
                        .as("twelve hours later")
                        .isEqualTo("{\"looked\":2,\"archived\":0,\"already\":2,\"stopped\":false}");
                assertThat(run(settings, clients, Duration.ofDays(6), 59_999))
                        .as("without time left")
                        .endsWith("\"stopped\":true}");
                assertThat(objects()).isEqualTo(2);
            }
        }
    }

    private static String run(QuarantineSettings settings, AwsClients clients, Duration later, int millisLeft)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new QuarantineFunction(settings, clients, Clock.offset(Clock.systemUTC(), later))
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
