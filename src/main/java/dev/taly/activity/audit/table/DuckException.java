package dev.taly.activity.audit.table;

import java.sql.SQLException;

/** DuckDB refused, or failed. The message is its first sentence, on one line. */
public final class DuckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DuckException(SQLException cause) {
        super(sentence(String.valueOf(cause.getMessage())), cause);
    }

    DuckException(String sentence, Exception cause) {
        super(sentence, cause);
    }

    /** Without the picture of the statement that DuckDB draws below, and without advice on settings that are locked. */
    private static String sentence(String message) {
        return message.replaceFirst("(?s)\\R(\\RLINE |Possible solutions:).*", "")
                .strip()
                .replaceAll("\\s*\\R\\s*", " ");
    }
}
