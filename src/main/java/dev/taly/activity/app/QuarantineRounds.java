package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Writes the old letters of several queues to the quarantine, the one after the other. */
final class QuarantineRounds {
    /** What is kept back of the function's time, to write and release what it holds. */
    private static final Duration CLOSING_TIME = Duration.ofSeconds(60);

    private static final int REQUESTS_AT_ONCE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineRounds.class);

    private final List<QuarantineRun> runs;
    private final Duration age;
    private final Clock clock;
    private final MetricSink metrics;

    QuarantineRounds(Rulebook book, QuarantineSettings settings, AwsClients aws, Clock clock, MetricSink metrics) {
        this.metrics = metrics.safe();
        this.clock = requireNonNull(clock, "clock is null");
        this.age = settings.age();
        SqsClient sqs = aws.sqs();
        Executor threads = Wiring.threads("dead-letters", REQUESTS_AT_ONCE);
        ObjectStore store = new S3ObjectStore(aws.s3(), settings.bucket());
        LetterProtection protection = protection(book, settings, aws, clock);
        this.runs = settings.queueUrls().stream()
                .map(url -> new QuarantineRun(
                        new SqsLetterQueue(sqs, url, threads, REQUESTS_AT_ONCE),
                        new Quarantine(store, url.substring(url.lastIndexOf('/') + 1), clock),
                        letter -> Letter.of(protection.protect(letter.message()), letter.sentAt(), letter.receives())))
                .toList();
    }

    /** What SQS moved to the dead letters by itself nobody has protected yet. */
    private static LetterProtection protection(
            Rulebook book, QuarantineSettings settings, AwsClients aws, Clock clock) {
        return new LetterProtection(new Protector(
                book.policy(), PseudonymKeySource.of(settings.pseudonymKeys(), aws, clock), book.catalogue()));
    }

    /**
     * Runs once over each queue, whatever becomes of the others.
     *
     * @param millisLeft until the function's deadline
     * @return a JSON object with the counts
     * @throws IllegalStateException if it could not look at every letter in time, or could not keep one
     */
    String run(IntSupplier millisLeft) {
        LetterFilter old = new LetterFilter(
                Set.of(), Set.of(), Set.of(), Set.of(), clock.instant().minus(age), Set.of());
        List<QuarantineRun.Result> results = new ArrayList<>();
        for (QuarantineRun run : runs) {
            // The time that is left is shared, so that a long queue leaves some for the next.
            int queuesLeft = runs.size() - results.size();
            long until = millisLeft.getAsInt() * (queuesLeft - 1L) / queuesLeft + CLOSING_TIME.toMillis();
            results.add(run.run(old, letters -> {}, () -> millisLeft.getAsInt() < until));
        }
        String answer = String.format(
                Locale.ROOT,
                "{\"looked\":%d,\"archived\":%d,\"already\":%d}",
                sum(results, QuarantineRun.Result::looked),
                sum(results, QuarantineRun.Result::archived),
                sum(results, QuarantineRun.Result::already));
        LOG.info("dead letters: {}", answer);
        results.forEach(QuarantineRounds::report);
        metrics.take(Measurements.builder()
                .add(Metric.LETTERS_ARCHIVED, sum(results, QuarantineRun.Result::archived))
                .add(Metric.LETTERS_UNSEEN, sum(results, QuarantineRun.Result::unseen))
                .build());
        if (!results.stream().allMatch(QuarantineRun.Result::isComplete)) {
            throw new IllegalStateException("not every dead letter could be looked at; see the log");
        }
        return answer;
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
