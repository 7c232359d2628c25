package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.taly.activity.app.alert.DeadLetterCounts;
import dev.taly.activity.app.alert.NoticeConsumer;
import dev.taly.activity.app.alert.SnsAlerts;
import dev.taly.activity.app.alert.TopicAlerts;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.watch.alert.AlertDesk;
import dev.taly.activity.watch.alert.AlertEngine;
import dev.taly.activity.watch.alert.S3AlertStates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The Lambda function that holds what is stored against the rules of alerts. Its queue gets a message for each object of the
 * archive, and one from a clock now and then. What it remembers is in a bucket, so any number of instances work side by side. Its answer
 * names the messages that have to come again; nothing is counted twice then.
 */
public final class AlertFunction implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AlertFunction.class);

    /** What is kept back of the function's time: a step that has begun, and the answer. */
    private static final Duration CLOSING_TIME = Duration.ofSeconds(30);

    private static final int TENANTS_AT_ONCE = 8;

    private final NoticeConsumer consumer;

    /** For Lambda: with the settings of the environment. */
    public AlertFunction() {
        this(AlertSettings.of(System.getenv()), AwsClients.fromEnvironment(System.getenv()), Clock.systemUTC());
    }

    AlertFunction(AlertSettings settings, AwsClients aws, Clock clock) {
        requireNonNull(clock, "clock is null");
        S3Client s3 = aws.s3();
        SqsClient sqs = aws.sqs();
        SnsAlerts people = new SnsAlerts(aws.sns(), settings.alertTopicArn());
        TopicAlerts events = new TopicAlerts(new SnsTransport(aws.sns(), settings.topicArn()));
        AlertDesk desk = new AlertDesk(
                new AlertEngine(Wiring.alertRules(settings.config().open())),
                new S3AlertStates(s3, settings.statesBucket()),
                alert -> {
                    people.deliver(alert);
                    events.deliver(alert);
                },
                clock);
        this.consumer = new NoticeConsumer(
                settings.bucket(),
                new ArchiveReader(new S3ObjectStore(s3, settings.bucket())),
                desk,
                new DeadLetterCounts(settings.queueUrls(), url -> QueueDepth.of(sqs, url)),
                Wiring.threads("alerts", TENANTS_AT_ONCE));
    }

    /**
     * Works on one batch.
     *
     * @throws IOException if the input is no SQS event: then nothing of it was decided
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        List<SourceMessage> messages = SqsEventReader.read(input);
        Set<String> failed = consumer.consume(
                messages,
                () -> Duration.ofMillis(context.getRemainingTimeInMillis()).minus(CLOSING_TIME));
        LOG.info("{} notices, {} of which come again", messages.size(), failed.size());
        BatchAnswer.write(failed, output);
    }
}
