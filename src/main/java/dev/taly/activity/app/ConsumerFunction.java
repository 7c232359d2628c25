package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.taly.activity.app.snapshot.Staged;
import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.consume.SourceMessage;
import dev.taly.activity.watch.metrics.MetricSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The Lambda function behind the queue. Its answer is an {@link SQSBatchResponse}: the messages that it names come again,
 * all others are deleted. It answers even when everything failed, and throws only for input that is no SQS event, and where
 * its files of settings are wrong: then nothing was decided.
 *
 * <p>A stream handler, because it starts in a third of the time of one that is given objects; and it makes what it works with
 * when the first batch comes. For a snapshot it reads its files (rules, policy, patterns, places) and rehearses with an invented
 * tenant. Clients, credentials, the pseudonyms' keys, threads and clocks are made after each restore, and first connections to S3
 * are opened. Safe for any number of threads.
 */
public final class ConsumerFunction implements RequestStreamHandler {
    /** What is kept back of the function's time, to answer in it. */
    static final Duration ANSWER_TIME = Duration.ofSeconds(2);

    private final Supplier<? extends MessageConsumer> consumer;

    /** For Lambda: with the settings of the environment. */
    public ConsumerFunction() {
        this(staged(System.getenv()));
    }

    /** With that consumer. */
    public ConsumerFunction(MessageConsumer consumer) {
        this(() -> consumer);
        requireNonNull(consumer, "consumer is null");
    }

    private ConsumerFunction(Supplier<? extends MessageConsumer> consumer) {
        this.consumer = consumer;
    }

    private static Supplier<MessageConsumer> staged(Map<String, String> environment) {
        Settings settings = Settings.of(environment);
        Staged<ConsumerKnowledge, ConsumerWorks> works = Staged.of(
                environment,
                () -> ConsumerKnowledge.of(settings),
                knowledge -> ConsumerWorks.of(
                        knowledge,
                        settings,
                        AwsClients.fromEnvironment(environment).withCredentialsNow(),
                        Clock.systemUTC(),
                        ConsumerThreads.of(settings)),
                knowledge -> {
                    AwsClients.fromEnvironment(environment).rehearse();
                    ConsumerRehearsal.rehearse(knowledge, settings);
                },
                made -> made.wake(ConsumerWorks.WAKING));
        MetricSink metrics = FunctionMetrics.ofProcess();
        return () -> new MeteredConsumer(works.get().consumer(), metrics, Clock.systemUTC(), System::nanoTime);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        BatchResult result =
                answer(consumer.get(), input, output, context.getAwsRequestId(), context::getRemainingTimeInMillis);
        BatchReport.log(context.getAwsRequestId(), result);
    }

    /** As Lambda has a batch worked on, but for the report. */
    static BatchResult answer(
            MessageConsumer consumer, InputStream input, OutputStream output, String requestId, IntSupplier millisLeft)
            throws IOException {
        List<SourceMessage> messages = SqsEventReader.read(input);
        BatchResult result = consumer.consume(
                requestId,
                messages,
                () -> Duration.ofMillis(millisLeft.getAsInt()).minus(ANSWER_TIME));
        BatchAnswer.write(result.failedIds(), output);
        return result;
    }
}
