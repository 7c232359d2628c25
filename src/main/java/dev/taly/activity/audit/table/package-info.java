/**
 * The events as a table: {@link dev.taly.activity.audit.table.DuckTable} takes lines, and gives rows to SQL or a Parquet file.
 * DuckDB, inside of this process, is its engine; it can reach neither the network nor any file but its own.
 */
@NullMarked
package dev.taly.activity.audit.table;

import org.jspecify.annotations.NullMarked;
