package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.deadletter.Letter;
import dev.taly.activity.deadletter.LetterSummary;
import dev.taly.activity.deadletter.LetterSummary.Age;
import dev.taly.activity.deadletter.LetterSummary.Example;
import dev.taly.activity.deadletter.LetterSummary.Group;
import dev.taly.activity.deadletter.LetterSummary.Why;
import dev.taly.activity.deadletter.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Dead letters as tables of at most 80 columns. */
final class LetterTables {
    private static final int SHORT_ID = 8;
    private static final int MOST_ROWS = 10;

    private final Console console;
    private final String queue;
    private final Instant now;

    LetterTables(Console console, String queue, Instant now) {
        this.console = console;
        this.queue = queue;
        this.now = now;
    }

    /** What there is, grouped. */
    void summary(Survey survey) {
        LetterSummary summary = survey.summary();
        Example oldest = summary.all().oldest();
        if (oldest == null) {
            if (survey.looked() == 0) {
                line("No dead letters in %s.", queue);
            } else {
                line("None of the %,d dead letters in %s is such a one.", survey.looked(), queue);
            }
            return;
        }
        line(
                "%,d dead letter%s in %s, the oldest %s old",
                summary.all().count(), summary.all().count() == 1 ? "" : "s", queue, age(oldest.sentAt()));
        reasons(summary.byReason());
        names("By tenant", summary.byTenant());
        names("By action", summary.byAction());
        ages(summary.byAge());
    }

    /** Letter by letter. */
    void letters(List<Letter> letters, long inAll) {
        line("%-8s  %5s  %-20s  %-18s  %s", "id", "age", "why", "tenant", "action");
        for (Letter letter : letters) {
            line(
                    "%-8s  %5s  %-20s  %-18s  %s",
                    shortId(letter.messageId()),
                    age(letter.sentAt()),
                    Printable.line(letter.reason().code(), 20),
                    Printable.line(orNone(letter.glimpse().tenantId()), 18),
                    Printable.line(orNone(letter.glimpse().action()), 21));
        }
        if (inAll > letters.size()) {
            line("… and %,d younger ones (--limit)", inAll - letters.size());
        }
    }

    private void reasons(List<Map.Entry<Why, Group>> groups) {
        console.out().println();
        console.out().println(console.bold("By reason"));
        line("%9s  %6s  %-8s  %s", "count", "oldest", "such as", "why");
        for (Map.Entry<Why, Group> group : groups.subList(0, Math.min(groups.size(), 2 * MOST_ROWS))) {
            Example oldest = group.getValue().oldest();
            line(
                    "%,9d  %6s  %-8s  %s",
                    group.getValue().count(),
                    oldest == null ? "" : age(oldest.sentAt()),
                    oldest == null ? "" : shortId(oldest.messageId()),
                    Printable.line(why(group.getKey()), 49));
        }
        more(groups.size() - 2 * MOST_ROWS);
    }

    private void names(String title, List<Map.Entry<String, Group>> groups) {
        console.out().println();
        console.out().println(console.bold(title));
        for (Map.Entry<String, Group> group : groups.subList(0, Math.min(groups.size(), MOST_ROWS))) {
            Example oldest = group.getValue().oldest();
            line(
                    "%,9d  %6s  %s",
                    group.getValue().count(),
                    oldest == null ? "" : age(oldest.sentAt()),
                    Printable.line(orNone(group.getKey()), 59));
        }
        more(groups.size() - MOST_ROWS);
    }

    private void ages(Map<Age, Group> groups) {
        console.out().println();
        console.out().println(console.bold("By age") + console.faint("  SQS deletes a letter after 14 days"));
        groups.forEach((age, group) -> line("%,9d  %s", group.count(), text(age)));
    }

    private void more(int rows) {
        if (rows > 0) {
            line("%9s  and %,d more", "…", rows);
        }
    }

    static String shortId(String id) {
        return Printable.line(id.substring(0, Math.min(SHORT_ID, id.length())));
    }

    static String text(Age age) {
        return switch (age) {
            case HOUR -> "up to an hour";
            case DAY -> "up to a day";
            case FOUR_DAYS -> "up to 4 days";
            case TEN_DAYS -> "up to 10 days";
            case OLDER -> "older";
        };
    }

    private static String why(Why why) {
        if (why.source() == Reason.Source.REDRIVEN) {
            return "redriven: the consumer failed with it too often";
        }
        if (why.source() == Reason.Source.UNDELIVERED) {
            return "undelivered: SNS could not hand it to the queue";
        }
        return why.code() + " " + (why.pointer().isEmpty() ? "#" : why.pointer());
    }

    private static String orNone(String name) {
        return name.isEmpty() ? "(none)" : name;
    }

    private String age(Instant sentAt) {
        return Ages.between(sentAt, now);
    }

    private void line(String format, Object... values) {
        console.out().println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
