package dev.taly.activity.audit.export;

import dev.taly.activity.audit.format.EventFormat;
import java.util.Optional;

/** What an export is made of. */
public enum ExportFormat {
    /** The stored lines. */
    JSONL("jsonl"),
    /** RFC 4180, see {@link EventFormat#csv}. */
    CSV("csv"),
    /** Columns with real types, compressed with zstd. */
    PARQUET("parquet"),
    /** CloudEvents 1.0, one a line. */
    CLOUDEVENTS("jsonl"),
    /** OCSF, one event a line. */
    OCSF("jsonl");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** How the names of files in a tree end, without the dot. */
    public String extension() {
        return extension;
    }

    /** How an event is written; nothing where it takes a table. */
    Optional<EventFormat> text() {
        return switch (this) {
            case JSONL -> Optional.of(EventFormat.jsonl());
            case CSV -> Optional.of(EventFormat.csv());
            case CLOUDEVENTS -> Optional.of(EventFormat.cloudEvents());
            case OCSF -> Optional.of(EventFormat.ocsf());
            case PARQUET -> Optional.empty();
        };
    }
}
