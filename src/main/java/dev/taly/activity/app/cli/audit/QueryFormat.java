package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.audit.format.EventFormat;
import java.time.ZoneId;

/** How found events are printed. */
enum QueryFormat {
    TABLE,
    JSONL,
    CSV;

    /**
     * Begins to print.
     *
     * @param tenants whether events of several tenants come
     */
    QueryOutput open(Console console, ZoneId zone, boolean tenants) {
        return switch (this) {
            case TABLE -> new EventTable(console, zone, tenants);
            case JSONL -> new PrintedFormat(EventFormat.jsonl(), console);
            case CSV -> new PrintedFormat(EventFormat.csv(), console);
        };
    }
}
