package dev.taly.activity.app.alert;

import dev.taly.activity.audit.ArchiveReader;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.consume.TimeLeft;
import dev.taly.activity.watch.alert.AlertDesk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's objects of a batch. Small ones are taken together, so that the tenant's state is read and written once for them
 * all. For one thread.
 */
final class TenantObjects {
    private static final Logger LOG = LoggerFactory.getLogger(TenantObjects.class);
    private static final int LINES_AT_ONCE = 2_000;

    private final String tenantId;
    private final ArchiveReader reader;
    private final AlertDesk desk;
    private final Map<String, List<String>> messagesByKey = new LinkedHashMap<>();
    private final List<StoredLine> lines = new ArrayList<>();
    /** The messages of objects whose lines are gathered and not taken yet. */
    private final List<String> open = new ArrayList<>();

    private final List<String> failed = new ArrayList<>();

    TenantObjects(String tenantId, ArchiveReader reader, AlertDesk desk) {
        this.tenantId = tenantId;
        this.reader = reader;
        this.desk = desk;
    }

    void add(String key, String messageId) {
        messagesByKey.computeIfAbsent(key, any -> new ArrayList<>()).add(messageId);
    }

    /** Reads them all, and returns the messages that have to come again. */
    List<String> take(TimeLeft timeLeft) {
        messagesByKey.forEach((key, messages) -> {
            if (timeLeft.isOver()) {
                failed.addAll(messages);
            } else {
                take(key, messages, timeLeft);
            }
        });
        handOver();
        return failed;
    }

    private void take(String key, List<String> messages, TimeLeft timeLeft) {
        try {
            ReadReport report = reader.read(key, line -> {
                lines.add(line);
                if (lines.size() >= LINES_AT_ONCE) {
                    flush();
                }
                return !timeLeft.isOver();
            });
            report.damages().forEach(damage -> LOG.error("not looked at for alerts: {}", damage));
            (timeLeft.isOver() ? failed : open).addAll(messages);
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("{} was not looked at for alerts, and comes again: {}", key, e.toString());
            failed.addAll(messages);
        }
        if (lines.size() >= LINES_AT_ONCE) {
            handOver();
        }
    }

    private void handOver() {
        try {
            flush();
        } catch (RuntimeException | Error e) {
            LOG.error("objects of {} come again for alerts: {}", tenantId, e.toString());
        }
    }

    /** Also what was gathered of objects before: if it cannot be taken, they come again, too. */
    private void flush() {
        try {
            if (!lines.isEmpty()) {
                desk.take(tenantId, List.copyOf(lines));
            }
        } catch (RuntimeException | Error e) {
            failed.addAll(open);
            throw e;
        } finally {
            lines.clear();
            open.clear();
        }
    }
}
