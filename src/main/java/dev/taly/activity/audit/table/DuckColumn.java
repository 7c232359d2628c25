package dev.taly.activity.audit.table;

/**
 * A column of a result.
 *
 * @param name as the statement calls it; two columns may have the same
 * @param type DuckDB's name of it, such as {@code VARCHAR}
 */
public record DuckColumn(String name, String type) {}
