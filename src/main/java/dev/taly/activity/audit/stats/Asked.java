package dev.taly.activity.audit.stats;

import dev.taly.activity.audit.TimeRange;
import java.util.Collection;
import java.util.stream.Collectors;

/** What was asked for, in words. */
public final class Asked {
    private static final int MOST_NAMES = 5;

    private Asked() {}

    /** Such as {@code from 2024-03-28T00:00:00Z until 2024-03-29T00:00:00Z}, {@code of all times}. */
    public static String of(TimeRange range) {
        boolean starts = !range.from().equals(TimeRange.ALL.from());
        boolean ends = !range.to().equals(TimeRange.ALL.to());
        if (!starts && !ends) {
            return "of all times";
        }
        return (starts ? "from " + range.from() : "")
                + (starts && ends ? " " : "")
                + (ends ? "until " + range.to() : "");
    }

    /** The tenants' names, the first of them where they are many. */
    public static String whose(Collection<String> tenants) {
        if (tenants.isEmpty()) {
            return "all tenants";
        }
        String names = tenants.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return tenants.size() > MOST_NAMES ? names + " and " + (tenants.size() - MOST_NAMES) + " more" : names;
    }
}
