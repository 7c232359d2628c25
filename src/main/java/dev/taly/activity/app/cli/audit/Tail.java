package dev.taly.activity.app.cli.audit;

import dev.taly.activity.audit.BadLineException;
import dev.taly.activity.audit.EventFilter;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.event.EventCodec;
import dev.taly.activity.event.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Prints the chosen events of those that come. For one thread at a time. */
final class Tail {
    private final QueryOutput output;
    private final Set<String> tenants;
    private final EventFilter filter;
    private final long most;
    private long came;
    private long shown;

    /**
     * @param tenants whose events; empty for all
     * @param most how many to show; 0 for all
     */
    Tail(QueryOutput output, Set<String> tenants, EventFilter filter, long most) {
        this.output = output;
        this.tenants = tenants;
        this.filter = filter;
        this.most = most;
    }

    synchronized void take(List<StoredEvent> events) {
        try {
            for (StoredEvent event : events) {
                came++;
                StoredLine line = line(event);
                if (wantsMore() && (tenants.isEmpty() || tenants.contains(line.tenantId())) && filter.test(line)) {
                    output.line(line);
                    shown++;
                }
            }
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("events cannot be printed", e);
        }
    }

    synchronized boolean wantsMore() {
        return output.isOpen() && (most == 0 || shown < most);
    }

    /** What was read so far. */
    synchronized ReadReport report(boolean complete) {
        return new ReadReport(0, 0, 0, 0, came, shown, 0, 0, List.of(), 0, complete);
    }

    private static StoredLine line(StoredEvent event) {
        try {
            return StoredLine.parse(EventCodec.encode(event).getBytes(StandardCharsets.UTF_8));
        } catch (BadLineException e) {
            throw new IllegalStateException("an event that was read cannot be read again", e);
        }
    }
}
