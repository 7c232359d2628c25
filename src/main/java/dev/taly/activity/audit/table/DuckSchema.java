package dev.taly.activity.audit.table;

import dev.taly.activity.audit.LineField;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table's columns: the fields by their own names with real types, and the two that a partition's path has. */
final class DuckSchema {
    /** The longest row of a chunk, in bytes: many times an event's limit. DuckDB sets twice as much aside for each thread. */
    private static final int MAX_ROW = 8 << 20;

    private DuckSchema() {}

    static String create() {
        return columns(field -> name(field) + " " + type(field), ", ", "CREATE TABLE events (", "")
                + ", tenant VARCHAR, date DATE)";
    }

    /**
     * The table's rows out of what {@link DuckChunk} wrote. A value that is not of its column's type becomes NULL rather than
     * keeping the others out.
     */
    static String rows(List<Path> chunks) {
        String values = columns(field -> value(field) + " AS " + name(field), ", ", "(SELECT ", "");
        String read = columns(field -> "'" + field.wire() + "': 'VARCHAR'", ", ", "{", "}");
        String files = chunks.stream().map(DuckSchema::literal).collect(Collectors.joining(", ", "[", "]"));
        return values + ", tenantId AS tenant, CAST(" + value(LineField.TIMESTAMP) + " AS DATE) AS date FROM read_json("
                + files
                + ", format = 'newline_delimited', compression = 'none', maximum_object_size = " + MAX_ROW
                + ", columns = " + read + "))";
    }

    /** The events' own fields, which a partition's path has no need to repeat. */
    static String fields() {
        return columns(DuckSchema::name, ", ", "", "");
    }

    static String literal(Path file) {
        return "'" + file.toAbsolutePath().toString().replace("'", "''") + "'";
    }

    private static String value(LineField field) {
        String type = type(field);
        return type.equals("VARCHAR") ? name(field) : "TRY_CAST(" + name(field) + " AS " + type + ")";
    }

    private static String name(LineField field) {
        return '"' + field.wire() + '"';
    }

    private static String type(LineField field) {
        return switch (field) {
            case TIMESTAMP, RECEIVED_AT -> "TIMESTAMPTZ";
            case CONSENT -> "BOOLEAN";
            case SEQ -> "BIGINT";
            case METADATA, ENRICHMENT -> "JSON";
            default -> "VARCHAR";
        };
    }

    private static String columns(Function<LineField, String> text, String between, String before, String after) {
        return Stream.of(LineField.values()).map(text).collect(Collectors.joining(between, before, after));
    }
}
