package dev.taly.activity.app.audit;

import java.util.List;

/**
 * What a search found.
 *
 * @param lines the stored lines, JSON, the newest first
 * @param more whether there are more than these
 * @param complete whether all was read that had to be: not where time was up, or something could not be read
 */
public record Hits(List<String> lines, boolean more, boolean complete) {
    public Hits {
        lines = List.copyOf(lines);
    }
}
