package dev.taly.activity.app;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the consumer function is told by its environment. Immutable and valid once made.
 *
 * <p>The AWS SDK's own variables ({@code AWS_REGION}, {@code AWS_ENDPOINT_URL}, …) keep their meaning and are not listed
 * here.
 *
 * @param bucket {@code BUCKET}: the archive
 * @param dlqUrl {@code DLQ_URL}: the queue for rejected messages
 * @param closedCatalogue {@code ACTION_CATALOGUE}: {@code closed} refuses actions outside the catalogue; default {@code
 *     open}
 * @param earliest {@code EARLIEST_TIMESTAMP}: a UTC time as {@code 2024-01-01T00:00:00Z}, before which events are refused;
 *     null for none
 * @param writeConcurrency {@code WRITE_CONCURRENCY}: how many objects are written at once, 1 to 256; default 16
 * @param objectLockMode {@code OBJECT_LOCK_MODE}: {@code GOVERNANCE} or {@code COMPLIANCE}, as the bucket's own; nothing for a
 *     bucket without Object Lock
 * @param content what to find out about events, and what to keep of them
 */
public record Settings(
        String bucket,
        String dlqUrl,
        boolean closedCatalogue,
        @Nullable Instant earliest,
        int writeConcurrency,
        Optional<String> objectLockMode,
        ContentSettings content) {
    /** <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">S3's rule</a>. */
    static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    static final Pattern QUEUE_URL = Pattern.compile("https?://[^/\\s]+/[0-9]{12}/[A-Za-z0-9_.-]{1,80}");
    private static final Set<String> LOCK_MODES = Set.of("GOVERNANCE", "COMPLIANCE");
    private static final Pattern CONCURRENCY = Pattern.compile("[1-9][0-9]{0,2}");
    private static final int MAX_CONCURRENCY = 256;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is wrong; its message lists every problem by its variable's name
     */
    public Settings {
        refuse(problems(bucket, dlqUrl, writeConcurrency));
    }

    /**
     * Reads them from the environment; an empty value counts as none.
     *
     * @throws IllegalArgumentException if a value is missing or wrong; the one message lists every problem by its
     *     variable's name
     */
    public static Settings of(Map<String, String> environment) {
        String bucket = environment.getOrDefault("BUCKET", "");
        String dlqUrl = environment.getOrDefault("DLQ_URL", "");
        String catalogue = valueOr(environment, "ACTION_CATALOGUE", "open");
        String earliest = environment.getOrDefault("EARLIEST_TIMESTAMP", "");
        String concurrency = valueOr(environment, "WRITE_CONCURRENCY", "16");
        int writers = CONCURRENCY.matcher(concurrency).matches() ? Integer.parseInt(concurrency) : 0;
        List<String> problems = problems(bucket, dlqUrl, writers);
        if (!catalogue.equals("open") && !catalogue.equals("closed")) {
            problems.add("ACTION_CATALOGUE must be open or closed");
        }
        String lockMode = environment.getOrDefault("OBJECT_LOCK_MODE", "");
        if (!lockMode.isEmpty() && !LOCK_MODES.contains(lockMode)) {
            problems.add("OBJECT_LOCK_MODE must be GOVERNANCE or COMPLIANCE");
        }
        ContentSettings content = ContentSettings.of(environment, problems);
        Instant from = null;
        try {
            from = earliest.isEmpty() ? null : Instant.parse(earliest);
        } catch (DateTimeException e) {
            problems.add("EARLIEST_TIMESTAMP must be a UTC time such as 2024-01-01T00:00:00Z");
        }
        refuse(problems);
        return new Settings(
                bucket,
                dlqUrl,
                catalogue.equals("closed"),
                from,
                writers,
                Optional.of(lockMode).filter(mode -> !mode.isEmpty()),
                content);
    }

    private static List<String> problems(String bucket, String dlqUrl, int writeConcurrency) {
        List<String> problems = new ArrayList<>();
        if (!BUCKET.matcher(bucket).matches()) {
            problems.add("BUCKET must be the name of the archive's bucket");
        }
        if (!QUEUE_URL.matcher(dlqUrl).matches()) {
            problems.add("DLQ_URL must be the URL of the dead letter queue");
        }
        if (writeConcurrency < 1 || writeConcurrency > MAX_CONCURRENCY) {
            problems.add("WRITE_CONCURRENCY must be a whole number from 1 to " + MAX_CONCURRENCY);
        }
        return problems;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("wrong settings: " + String.join("; ", problems));
        }
    }

    private static String valueOr(Map<String, String> environment, String name, String otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }
}
