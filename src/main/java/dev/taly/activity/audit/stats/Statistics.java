package dev.taly.activity.audit.stats;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import dev.taly.activity.event.EventTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts events. Its memory is bounded, by about 200 MB for lines made to fill it and by some hundred kilobytes for usual ones.
 * For one thread.
 *
 * <p>A value that an event lacks counts as the empty text.
 */
public final class Statistics {
    private static final int LONGEST_VALUE = 256;

    private final Frequencies<String> actions = new Frequencies<>();
    private final Frequencies<String> levels = new Frequencies<>();
    private final Frequencies<String> outcomes = new Frequencies<>();
    private final Frequencies<String> tenants = new Frequencies<>();
    private final Frequencies<Actor> actors = new Frequencies<>();
    private final Days days = new Days();
    private final Days warnings = new Days();
    private final Days criticals = new Days();
    private @Nullable EventTime first;
    private @Nullable EventTime last;

    /** Counts one event. */
    public void add(StoredLine line) {
        EventTime time = line.timestamp();
        first = first == null || time.compareTo(first) < 0 ? time : first;
        last = last == null || time.compareTo(last) > 0 ? time : last;
        String level = value(line, LineField.LEVEL);
        LocalDate day = time.utcDate();
        days.add(day);
        if (level.equals("warn")) {
            warnings.add(day);
        } else if (level.equals("critical")) {
            criticals.add(day);
        }
        levels.add(level);
        actions.add(value(line, LineField.ACTION));
        outcomes.add(value(line, LineField.OUTCOME));
        tenants.add(cut(line.tenantId()));
        actors.add(new Actor(cut(line.tenantId()), value(line, LineField.ACTOR_ID)));
    }

    /** How many. */
    public long events() {
        return actions.total();
    }

    /** When the first of them happened. */
    public Optional<EventTime> first() {
        return Optional.ofNullable(first);
    }

    /** When the last of them happened. */
    public Optional<EventTime> last() {
        return Optional.ofNullable(last);
    }

    /** By what was done. */
    public Frequencies<String> actions() {
        return actions;
    }

    /** By level, as the wire has it. */
    public Frequencies<String> levels() {
        return levels;
    }

    /** By outcome, as the wire has it. */
    public Frequencies<String> outcomes() {
        return outcomes;
    }

    /** By whose they are. */
    public Frequencies<String> tenants() {
        return tenants;
    }

    /** By who did it. */
    public Frequencies<Actor> actors() {
        return actors;
    }

    /** By UTC day. */
    public Days days() {
        return days;
    }

    /**
     * The time from the first to the last event in spans of equal length, empty ones too: in days, or in as short a unit as gives
     * no more spans than that.
     *
     * @param most at least 10
     */
    public List<Span> spans(int most) {
        return first == null || last == null
                ? List.of()
                : Span.between(first.utcDate(), last.utcDate(), most).stream()
                        .map(span -> span.counted(days, warnings, criticals))
                        .toList();
    }

    private static String value(StoredLine line, LineField field) {
        return line.text(field).map(Statistics::cut).orElse("");
    }

    /** No event has a longer one; a line that somebody else wrote might. */
    private static String cut(String value) {
        return value.codePointCount(0, value.length()) <= LONGEST_VALUE
                ? value
                : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE - 1)) + "…";
    }
}
