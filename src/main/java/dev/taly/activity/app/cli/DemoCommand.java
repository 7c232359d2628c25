package dev.taly.activity.app.cli;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Progress;
import dev.taly.activity.app.stack.LocalDeployment;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.publish.PublisherStats;
import dev.taly.activity.publish.SnsTransport;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The whole way of an event on one machine, from publish to S3 and the dead letter queue. */
@Command(
        name = "demo",
        description = "Run the whole flow on this machine: SNS, SQS and S3 in one process, no AWS account, no Docker.",
        footer = {"", "Example: activity demo --events 10000 --tenants 20"})
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 20_240_328L;
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final int TYPICAL_BYTES = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--events", paramLabel = "N", defaultValue = "0", description = "Make up N more events.")
    private int events;

    @Option(
            names = "--tenants",
            paramLabel = "K",
            defaultValue = "5",
            description = "Over K tenants (default: ${DEFAULT-VALUE}).")
    private int tenants;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where the objects stay (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Your own JSON lines instead of the sample; - for standard input.")
    private @Nullable String file;

    private final Console console;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (events < 0 || tenants < 1 || tenants > 9_999) {
            throw new CommandFailure("--events must be at least 0 and --tenants 1 to 9999", "");
        }
        console.note("Starting SNS, SQS, S3 and the consumer on loopback …");
        try (LocalDeployment local = LocalDeployment.start(data, 0);
                S3Client s3 = local.clients().s3();
                SqsClient sqs = local.clients().sqs()) {
            ObjectStore store = new S3ObjectStore(s3, local.endpoints().bucket());
            Set<String> before = ArchiveCount.keys(store);
            Published published = publish(local);
            consume(local, published.messages());
            ArchiveCount stored = ArchiveCount.of(store, before);
            SqsDeadLetterPeek letters =
                    SqsDeadLetterPeek.at(sqs, local.endpoints().dlqUrl());
            return report(published, stored, letters) ? 0 : 1;
        }
    }

    /**
     * What went out.
     *
     * @param ids of the events that the client published
     * @param bare messages that are no events, sent past the client
     * @param repeated lines whose id had come before
     * @param lost lines that the topic did not take
     */
    private record Published(Set<String> ids, long bare, long repeated, long lost) {
        long messages() {
            return ids.size() + bare;
        }
    }

    private Published publish(LocalDeployment local) {
        long bare = 0;
        long lost = 0;
        long done = 0;
        String topicArn = local.endpoints().topicArn();
        try (SnsClient sns = local.clients().sns();
                InputLines lines = file == null ? sample() : InputLines.open(file, console);
                BulkPublisher publisher =
                        new BulkPublisher(new SnsTransport(local.clients().sns(), topicArn), DELIVERY);
                Progress progress = Progress.start(
                        console, "Publishing", " events", 1, file == null ? events + sampleSize() : -1)) {
            for (InputLines.Line line = lines.next(); line != null; line = lines.next()) {
                // What the client refuses goes out past it, as from a service that doesn't use the client.
                if (publisher.publish(line).isPresent()) {
                    boolean sent = sendBare(line, sns, topicArn);
                    bare += sent ? 1 : 0;
                    lost += sent ? 0 : 1;
                }
                progress.at(++done);
            }
            SampleEvents sample = new SampleEvents(SEED, Clock.systemUTC().instant(), tenants);
            for (int i = 0; i < events; i++) {
                publisher.publish(sample.next(), TYPICAL_BYTES);
                progress.at(++done);
            }
            PublisherStats stats = publisher.flush();
            lost += stats.droppedInAll() + stats.pending();
            Set<String> ids = publisher.ids();
            return new Published(ids, bare, done - bare - lost - ids.size(), lost);
        }
    }

    private static boolean sendBare(InputLines.Line line, SnsClient sns, String topicArn) {
        try {
            sns.publish(
                    publish -> publish.topicArn(topicArn).message(new String(line.bytes(), StandardCharsets.UTF_8)));
            return true;
        } catch (SdkException e) {
            // Too large for any topic, for example: it is counted as not taken.
            return false;
        }
    }

    private void consume(LocalDeployment local, long messages) {
        try (Progress progress = Progress.start(console, "Consuming ", " events", 1, messages)) {
            long left = local.drain(PATIENCE, queued -> progress.at(Math.max(0, messages - queued)));
            progress.at(messages - left);
            if (left > 0) {
                console.note(
                        String.format("%,d messages are still in the queue after %d s.", left, PATIENCE.toSeconds()));
            }
        }
    }

    private boolean report(Published published, ArchiveCount stored, SqsDeadLetterPeek letters) {
        DemoReport report = new DemoReport(console);
        report.stored(stored);
        report.letters(letters);
        boolean even = report.balance(
                published.messages(),
                stored.ids().size(),
                stored.all().lines() - stored.ids().size(),
                letters.letters());
        report.lost(published.lost());
        report.repeated(published.repeated());
        report.whatNext(data);
        return even && published.lost() == 0 && stored.ids().containsAll(published.ids());
    }

    private static InputLines sample() {
        return new InputLines(sampleFile(), -1);
    }

    private static long sampleSize() {
        try (InputLines lines = sample()) {
            long count = 0;
            while (lines.next() != null) {
                count++;
            }
            return count;
        }
    }

    private static InputStream sampleFile() {
        return requireNonNull(
                DemoCommand.class.getResourceAsStream("sample.jsonl"), "sample.jsonl is not on the class path");
    }
}
