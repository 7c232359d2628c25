package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.audit.Damage;
import dev.taly.activity.audit.ReadReport;
import java.time.Duration;
import java.util.Locale;

/** Says on standard error what was read, and what could not be. */
final class ReadNotes {
    private static final int MAX_NAMED = 20;

    private ReadNotes() {}

    /**
     * Says it.
     *
     * @return the exit code: 0, or 2 where something could not be read
     */
    static int print(Console console, ReadReport report, Duration took) {
        console.note(String.format(
                Locale.ROOT,
                "Read %s (%s) in %s: %s, %,d chosen%s. %s",
                count(report.objects(), "object"),
                bytes(report.bytes()),
                count(report.partitions(), "partition"),
                count(report.events(), "event"),
                report.matches(),
                duplicates(report),
                seconds(took)));
        if (report.conflicts() > 0) {
            console.problem(
                    count(report.conflicts(), "event") + " with an id that another event has, and other content",
                    "All of them are shown. Somebody used an id twice; see when each was stored, and by whom it was sent.");
        }
        report.damages().stream().limit(MAX_NAMED).forEach(damage -> console.problem(line(damage), ""));
        if (report.damageCount() > MAX_NAMED) {
            console.note(String.format(
                    Locale.ROOT,
                    "       … and %,d more places that could not be read.",
                    report.damageCount() - MAX_NAMED));
        }
        return report.damageCount() > 0 ? 2 : 0;
    }

    /** {@code 1 object}, {@code 1,041 objects}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** Decimal, as S3's bills count them: {@code 5.7 kB}. */
    static String bytes(long count) {
        if (count < 1_000) {
            return count + " B";
        }
        double value = count;
        int unit = -1;
        while (value >= 999.95 && unit < 3) {
            value /= 1_000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", value, "kMGT".charAt(unit));
    }

    private static String duplicates(ReadReport report) {
        return report.duplicates() == 0 ? "" : ", " + count(report.duplicates(), "duplicate") + " left out";
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.2f s", took.toMillis() / 1_000.0);
    }

    private static String line(Damage damage) {
        return Printable.line(damage.toString());
    }
}
