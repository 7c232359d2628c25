package dev.taly.activity.audit.table;

/**
 * A value that is JSON.
 *
 * @param json one well-formed value
 */
public record DuckJson(String json) {
    @Override
    public String toString() {
        return json;
    }
}
