package dev.taly.activity.app;

import dev.taly.activity.consume.BatchResult;
import dev.taly.activity.consume.MessageOutcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line of the log what became of a batch. */
public final class BatchReport {
    private static final Logger LOG = LoggerFactory.getLogger(BatchReport.class);

    private BatchReport() {}

    /** Logs it. */
    public static void log(String batchId, BatchResult result) {
        LOG.info(
                "batch {}: {} stored in {} objects, {} rejected{}, {} failed{}",
                batchId,
                result.count(MessageOutcome.Stored.class),
                result.figures().objects(),
                result.count(MessageOutcome.Rejected.class),
                codes(result),
                result.count(MessageOutcome.Failed.class),
                result.missing().isEmpty() ? "" : "; enrichment missing: " + new TreeMap<>(result.missing()));
    }

    /** Logs what became of a batch of the alerts' function. */
    static void logNotices(int notices, int failed) {
        LOG.info("{} notices, {} of which come again", notices, failed);
    }

    /** How many were rejected, for each code. */
    static Map<String, Long> rejections(BatchResult result) {
        return result.outcomes().values().stream()
                .filter(MessageOutcome.Rejected.class::isInstance)
                .map(MessageOutcome.Rejected.class::cast)
                .collect(Collectors.groupingBy(
                        rejected -> rejected.rejection().code().wire(), TreeMap::new, Collectors.counting()));
    }

    /** As {@code  (missing_field: 2, too_large: 1)}; nothing where none was rejected. */
    private static String codes(BatchResult result) {
        Map<String, Long> codes = rejections(result);
        return codes.isEmpty()
                ? ""
                : codes.entrySet().stream()
                        .map(code -> code.getKey() + ": " + code.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
