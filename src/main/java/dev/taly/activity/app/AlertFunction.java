package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.taly.activity.app.alert.DeadLetterCounts;
import dev.taly.activity.app.alert.NoticeConsumer;
import dev.taly.activity.app.alert.SnsAlerts;
import dev.taly.activity.app.alert.TopicAlerts;
import dev.taly.activity.app.snapshot.Staged;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.watch.alert.AlertChannel;
import dev.taly.activity.watch.alert.AlertChannels;
import dev.taly.activity.watch.alert.AlertDesk;
import dev.taly.activity.watch.alert.AlertEngine;
import dev.taly.activity.watch.alert.AlertRules;
import dev.taly.activity.watch.alert.S3AlertStates;
import dev.taly.activity.watch.metrics.MetricSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The Lambda function that holds what is stored against the rules of alerts. Its queue gets a message for each object of the
 * archive, and one from a clock now and then. What it remembers is in a bucket, so any number of instances work side by side. Its answer
 * names the messages that have to come again; nothing is counted twice then.
 *
 * <p>For a snapshot it only reads its rules. Clients, credentials, connections, threads, and the producer's id and numbers of the
 * events that it publishes are made with the first batch, and after each restore.
 */
public final class AlertFunction implements RequestStreamHandler {
    /** What is kept back of the function's time: a step that has begun, and the answer. */
    private static final Duration CLOSING_TIME = Duration.ofSeconds(30);

    private static final int TENANTS_AT_ONCE = 8;

    private final Supplier<NoticeConsumer> consumer;

    /** For Lambda: with the settings of the environment. */
    public AlertFunction() {
        this(System.getenv(), AlertSettings.of(System.getenv()));
    }

    private AlertFunction(Map<String, String> environment, AlertSettings settings) {
        this.consumer = Staged.of(
                environment,
                () -> rules(settings),
                rules -> consumer(
                        rules,
                        settings,
                        AwsClients.fromEnvironment(environment),
                        FunctionMetrics.ofProcess(),
                        Clock.systemUTC()),
                rules -> {},
                made -> {});
    }

    AlertFunction(AlertSettings settings, AwsClients aws, MetricSink metrics, Clock clock) {
        NoticeConsumer made = consumer(rules(settings), settings, aws, metrics, requireNonNull(clock, "clock is null"));
        this.consumer = () -> made;
    }

    private static AlertRules rules(AlertSettings settings) {
        return Wiring.alertRules(settings.config().open());
    }

    private static NoticeConsumer consumer(
            AlertRules rules, AlertSettings settings, AwsClients aws, MetricSink metrics, Clock clock) {
        S3Client s3 = aws.s3();
        SqsClient sqs = aws.sqs();
        SnsClient sns = aws.sns();
        Map<String, AlertChannel> channels = new LinkedHashMap<>();
        channels.put("people", new SnsAlerts(sns, settings.alertTopicArn()));
        channels.put("events", new TopicAlerts(new SnsTransport(sns, settings.topicArn())));
        AlertDesk desk = new AlertDesk(
                new AlertEngine(rules),
                new S3AlertStates(s3, settings.statesBucket()),
                AlertChannels.of(channels),
                metrics,
                clock);
        return new NoticeConsumer(
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
        Set<String> failed = consumer.get()
                .consume(
                        messages,
                        () -> Duration.ofMillis(context.getRemainingTimeInMillis())
                                .minus(CLOSING_TIME));
        BatchReport.logNotices(messages.size(), failed.size());
        BatchAnswer.write(failed, output);
    }
}
