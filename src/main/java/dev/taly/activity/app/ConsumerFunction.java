package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageConsumer;
import dev.taly.activity.consume.SourceMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The Lambda function behind the queue. Its answer is an {@link SQSBatchResponse}: the messages that it names come again,
 * all others are deleted. It answers even when everything failed, and throws only for input that is no SQS event.
 *
 * <p>A stream handler, because it starts in a third of the time of one that is given objects. Safe for any number of
 * threads.
 */
public final class ConsumerFunction implements RequestStreamHandler {
    /** What is kept back of the function's time, to answer in it. */
    static final Duration ANSWER_TIME = Duration.ofSeconds(2);

    private final MessageConsumer consumer;

    /** For Lambda: with the settings of the environment. */
    public ConsumerFunction() {
        this(new MeteredConsumer(
                Wiring.consumer(Settings.of(System.getenv()), AwsClients.fromEnvironment(System.getenv())),
                FunctionMetrics.ofProcess(),
                Clock.systemUTC(),
                System::nanoTime));
    }

    /** With that consumer. */
    public ConsumerFunction(MessageConsumer consumer) {
        this.consumer = requireNonNull(consumer, "consumer is null");
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        List<SourceMessage> messages = SqsEventReader.read(input);
        BatchResult result = consumer.consume(
                context.getAwsRequestId(),
                messages,
                () -> Duration.ofMillis(context.getRemainingTimeInMillis()).minus(ANSWER_TIME));
        BatchReport.log(context.getAwsRequestId(), result);
        BatchAnswer.write(result.failedIds(), output);
    }
}
