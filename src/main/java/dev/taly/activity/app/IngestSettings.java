package dev.taly.activity.app;

import dev.taly.activity.ingest.DoorSettings;
import dev.taly.activity.ingest.Limits;
import dev.taly.activity.publish.SnsTransport;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP door is told by its environment. Immutable and valid once made.
 *
 * @param topicArn {@code TOPIC_ARN}: where events go
 * @param tokensSecret {@code TOKENS_SECRET_ARN}: the secret with the tokens
 * @param tokensFile {@code TOKENS_FILE}: or the file with them, JSON or YAML; exactly one of both
 * @param closedCatalogue {@code ACTION_CATALOGUE}: {@code closed} refuses actions outside the catalogue; default {@code open}
 * @param earliest {@code EARLIEST_TIMESTAMP}: a UTC time before which events are refused; null for none
 * @param door {@code CLIENT_IP_HEADER}, the one trusted header with the caller's address, default {@code X-Client-IP}, {@code
 *     none} for none; {@code RATE_PER_SECOND}, events of a token a second, 0 for any number, default 200; {@code RATE_BURST},
 *     at least 500, default 1000; {@code PUBLISH_TIMEOUT_MILLIS}, 100 to 25000, default 10000
 * @param config where {@code actions.json} and {@code privacy.yaml} are, as the consumer's
 * @param publishConcurrency {@code PUBLISH_CONCURRENCY}: how many batches of 10 are on their way at once, 1 to 256; default 16
 */
public record IngestSettings(
        String topicArn,
        Optional<String> tokensSecret,
        Optional<Path> tokensFile,
        boolean closedCatalogue,
        @Nullable Instant earliest,
        DoorSettings door,
        ConfigSource config,
        int publishConcurrency) {
    private static final Pattern SECRET_ARN =
            Pattern.compile("arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}");
    private static final int MAX_TIMEOUT_MILLIS = Math.toIntExact(DoorSettings.MAX_TIMEOUT.toMillis());

    /**
     * Reads them from the environment; an empty value counts as none.
     *
     * @throws IllegalArgumentException if a value is missing or wrong; the one message lists every problem by its
     *     variable's name
     */
    public static IngestSettings of(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        String topicArn = environment.getOrDefault("TOPIC_ARN", "");
        if (!isTopic(topicArn)) {
            problems.add("TOPIC_ARN must be the ARN of a standard SNS topic");
        }
        String secret = environment.getOrDefault("TOKENS_SECRET_ARN", "");
        String file = environment.getOrDefault("TOKENS_FILE", "");
        if (secret.isEmpty() == file.isEmpty()
                || (file.isEmpty() && !SECRET_ARN.matcher(secret).matches())) {
            problems.add("TOKENS_SECRET_ARN must be the ARN of a secret, or TOKENS_FILE a file in its place");
        }
        String catalogue = valueOr(environment, "ACTION_CATALOGUE", "open");
        if (!catalogue.equals("open") && !catalogue.equals("closed")) {
            problems.add("ACTION_CATALOGUE must be open or closed");
        }
        Instant earliest = earliest(environment, problems);
        String header = valueOr(environment, "CLIENT_IP_HEADER", DoorSettings.CLIENT_IP_HEADER);
        if (!DoorSettings.isHeaderName(header)) {
            problems.add("CLIENT_IP_HEADER must be the name of a header, or none");
        }
        int rate = number(environment, "RATE_PER_SECOND", 0, DoorSettings.MAX_RATE, 200, problems);
        int burst = number(environment, "RATE_BURST", Limits.MAX_EVENTS, DoorSettings.MAX_RATE, 1_000, problems);
        int timeout = number(environment, "PUBLISH_TIMEOUT_MILLIS", 100, MAX_TIMEOUT_MILLIS, 10_000, problems);
        ConfigSource config = ConfigSource.of(environment, problems);
        int concurrency = number(environment, "PUBLISH_CONCURRENCY", 1, 256, 16, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("wrong settings: " + String.join("; ", problems));
        }
        return new IngestSettings(
                topicArn,
                Optional.of(secret).filter(arn -> !arn.isEmpty()),
                Optional.of(file).filter(path -> !path.isEmpty()).map(Path::of),
                catalogue.equals("closed"),
                earliest,
                new DoorSettings(
                        Optional.of(header).filter(name -> !name.equals("none")),
                        rate,
                        burst,
                        Duration.ofMillis(timeout)),
                config,
                concurrency);
    }

    private static @Nullable Instant earliest(Map<String, String> environment, List<String> problems) {
        String earliest = environment.getOrDefault("EARLIEST_TIMESTAMP", "");
        try {
            return earliest.isEmpty() ? null : Instant.parse(earliest);
        } catch (DateTimeException e) {
            problems.add("EARLIEST_TIMESTAMP must be a UTC time such as 2024-01-01T00:00:00Z");
            return null;
        }
    }

    private static boolean isTopic(String arn) {
        try {
            return !SnsTransport.regionOf(arn).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int number(
            Map<String, String> environment, String name, int min, int max, int otherwise, List<String> problems) {
        String value = valueOr(environment, name, Integer.toString(otherwise));
        if (value.matches("[0-9]{1,7}") && Integer.parseInt(value) >= min && Integer.parseInt(value) <= max) {
            return Integer.parseInt(value);
        }
        problems.add(name + " must be a whole number from " + min + " to " + max);
        return otherwise;
    }

    private static String valueOr(Map<String, String> environment, String name, String otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }
}
