package dev.taly.activity.app;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.taly.activity.archive.S3ObjectStore;
import dev.taly.activity.deadletter.LetterFilter;
import dev.taly.activity.deadletter.Quarantine;
import dev.taly.activity.deadletter.QuarantineRun;
import dev.taly.activity.deadletter.SqsLetterQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
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

    private static final Logger LOG = LoggerFactory.getLogger(QuarantineFunction.class);

    private final List<QuarantineRun> runs;
    private final Duration age;
    private final Clock clock;

    /** For Lambda: with the settings of the environment. */
    public QuarantineFunction() {
        this(QuarantineSettings.of(System.getenv()), AwsClients.fromEnvironment(System.getenv()), Clock.systemUTC());
    }

    QuarantineFunction(QuarantineSettings settings, AwsClients aws, Clock clock) {
        this.clock = requireNonNull(clock, "clock is null");
        this.age = settings.age();
        SqsClient sqs = aws.sqs();
        Quarantine quarantine = new Quarantine(new S3ObjectStore(aws.s3(), settings.bucket()), clock);
        this.runs = settings.queueUrls().stream()
                .map(url -> new QuarantineRun(new SqsLetterQueue(sqs, url), quarantine))
                .toList();
    }

    /**
     * Runs once; the input does not matter. Its answer is a JSON object with the counts.
     *
     * @throws RuntimeException if a queue or the bucket does not answer: what is not written then is still in its queue
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        LetterFilter old = new LetterFilter(
                Set.of(), Set.of(), Set.of(), Set.of(), clock.instant().minus(age), Set.of());
        BooleanSupplier timeIsUp = () -> context.getRemainingTimeInMillis() < CLOSING_TIME.toMillis();
        long looked = 0;
        long archived = 0;
        long already = 0;
        boolean stopped = false;
        for (QuarantineRun run : runs) {
            QuarantineRun.Result result = run.run(old, letters -> {}, timeIsUp);
            looked += result.looked();
            archived += result.archived();
            already += result.already();
            stopped |= result.stopped();
        }
        LOG.info("{} letters: {} archived, {} before{}", looked, archived, already, stopped ? ", time is up" : "");
        output.write(String.format(
                        Locale.ROOT,
                        "{\"looked\":%d,\"archived\":%d,\"already\":%d,\"stopped\":%b}",
                        looked,
                        archived,
                        already,
                        stopped)
                .getBytes(StandardCharsets.UTF_8));
    }
}
