package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.taly.activity.archive.ObjectStore;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.consume.LetterProtection;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.Quarantine;
import dev.taly.activity.deadletter.QuarantineRun;
import dev.taly.activity.deadletter.SqsLetterQueue;
import dev.taly.activity.privacy.Protector;
import dev.taly.activity.watch.metrics.Measurements;
import dev.taly.activity.watch.metrics.Metric;
import dev.taly.activity.watch.metrics.MetricSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The Lambda function that runs by the clock and writes old dead letters to the quarantine, so that none is deleted by SQS while
 * nobody looks. It deletes nothing itself; what it has written before, it leaves out. It stops in time, and goes on the
 * next time.
 */
public final class QuarantineFunction implements RequestStreamHandler {
    /** What is kept back of the function's time, to write and release what it holds. */
    private static final Duration CLOSING_TIME = Duration.ofSeconds(60);

    private static final int REQUESTS_AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineFunction.class);

    private final List<QuarantineRun> runs;
    private final Duration age;
    private final Clock clock;
    private final MetricSink metrics;

    /** For Lambda: with the settings of the environment. */
    public QuarantineFunction() {
        this(
                QuarantineSettings.of(System.getenv()),
                AwsClients.fromEnvironment(System.getenv()),
                Clock.systemUTC(),
                FunctionMetrics.ofProcess());
    }

    QuarantineFunction(QuarantineSettings settings, AwsClients aws, Clock clock, MetricSink metrics) {
        this.metrics = metrics.safe();
        this.clock = requireNonNull(clock, "clock is null");
        this.age = settings.age();
        SqsClient sqs = aws.sqs();
        Executor threads = Wiring.threads("dead-letters", REQUESTS_AT_ONCE);
        ObjectStore store = new S3ObjectStore(aws.s3(), settings.bucket());
        LetterProtection protection = protection(settings, aws, clock);
        this.runs = settings.queueUrls().stream()
                .map(url -> new QuarantineRun(
                        new SqsLetterQueue(sqs, url, threads, REQUESTS_AT_ONCE),
                        new Quarantine(store, url.substring(url.lastIndexOf('/') + 1), clock),
                        letter -> Letter.of(protection.protect(letter.message()), letter.sentAt(), letter.receives())))
                .toList();
    }

    /** What SQS moved to the dead letters by itself nobody has protected yet. */
    private static LetterProtection protection(QuarantineSettings settings, AwsClients aws, Clock clock) {
        Rulebook book = Rulebook.of(settings.config().open(), false, null);
        return new LetterProtection(new Protector(
                book.policy(), PseudonymKeySource.of(settings.pseudonymKeys(), aws, clock), book.catalogue()));
    }

    /**
     * Runs once over each queue, whatever becomes of the others; the input does not matter. Its answer is a JSON object with
     * the counts.
     *
     * @throws IllegalStateException if it could not look at every letter in time, or could not keep one: what is not written
     *     then is still in its queue, and Lambda counts an error, which an alarm may tell
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        LetterFilter old = new LetterFilter(
                Set.of(), Set.of(), Set.of(), Set.of(), clock.instant().minus(age), Set.of());
        List<QuarantineRun.Result> results = new ArrayList<>();
        for (QuarantineRun run : runs) {
            // The time that is left is shared, so that a long queue leaves some for the next.
            int queuesLeft = runs.size() - results.size();
            long until = context.getRemainingTimeInMillis() * (queuesLeft - 1L) / queuesLeft + CLOSING_TIME.toMillis();
            results.add(run.run(old, letters -> {}, () -> context.getRemainingTimeInMillis() < until));
        }
        String answer = String.format(
                Locale.ROOT,
                "{\"looked\":%d,\"archived\":%d,\"already\":%d}",
                sum(results, QuarantineRun.Result::looked),
                sum(results, QuarantineRun.Result::archived),
                sum(results, QuarantineRun.Result::already));
        LOG.info("dead letters: {}", answer);
        results.forEach(QuarantineFunction::report);
        metrics.take(Measurements.builder()
                .add(Metric.LETTERS_ARCHIVED, sum(results, QuarantineRun.Result::archived))
                .add(Metric.LETTERS_UNSEEN, sum(results, QuarantineRun.Result::unseen))
                .build());
        if (!results.stream().allMatch(QuarantineRun.Result::isComplete)) {
            throw new IllegalStateException("not every dead letter could be looked at; see the log");
        }
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static void report(QuarantineRun.Result result) {
        result.damaged().forEach(key -> LOG.error("{} cannot be read; its letters were written once more", key));
        if (!result.isComplete()) {
            LOG.error(
                    "about {} letters were not seen{} {}",
                    result.unseen(),
                    result.stopped() ? ", time is up" : "",
                    result.problem());
        }
    }

    private static long sum(List<QuarantineRun.Result> results, ToLongFunction<QuarantineRun.Result> count) {
        return results.stream().mapToLong(count).sum();
    }
}
