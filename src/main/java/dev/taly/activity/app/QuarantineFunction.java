package dev.taly.activity.app;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.taly.activity.app.snapshot.Staged;
import dev.taly.activity.watch.metrics.MetricSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The Lambda function that runs by the clock and writes old dead letters to the quarantine, so that none is deleted by SQS while
 * nobody looks. It deletes nothing itself; what it has written before, it leaves out. It stops in time, and goes on the
 * next time.
 *
 * <p>Nobody waits for it, so it rehearses nothing for a snapshot but reads its files. Clients, credentials, connections, the
 * pseudonyms' keys and threads are made with the first run, and after each restore.
 */
public final class QuarantineFunction implements RequestStreamHandler {
    private final Supplier<QuarantineRounds> rounds;

    /** For Lambda: with the settings of the environment. */
    public QuarantineFunction() {
        this(System.getenv(), QuarantineSettings.of(System.getenv()));
    }

    private QuarantineFunction(Map<String, String> environment, QuarantineSettings settings) {
        this.rounds = Staged.of(
                environment,
                () -> book(settings),
                book -> new QuarantineRounds(
                        book,
                        settings,
                        AwsClients.fromEnvironment(environment),
                        Clock.systemUTC(),
                        FunctionMetrics.ofProcess()),
                book -> {},
                made -> {});
    }

    QuarantineFunction(QuarantineSettings settings, AwsClients aws, Clock clock, MetricSink metrics) {
        QuarantineRounds made = new QuarantineRounds(book(settings), settings, aws, clock, metrics);
        this.rounds = () -> made;
    }

    private static Rulebook book(QuarantineSettings settings) {
        return Rulebook.of(settings.config().open(), false, null);
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
        output.write(rounds.get().run(context::getRemainingTimeInMillis).getBytes(StandardCharsets.UTF_8));
    }
}
