package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.app.cli.shell.Printable;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.stats.Actor;
import dev.taly.activity.audit.stats.Asked;
import dev.taly.activity.audit.stats.Frequencies;
import dev.taly.activity.audit.stats.Span;
import dev.taly.activity.audit.stats.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** Statistics for a terminal: tables with bars, below each other, or in two columns where there is room. */
final class StatsTables {
    private static final int MOST_SPANS = 31;
    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 200;
    private static final int WIDE = 120;
    private static final int GUTTER = 4;

    private final Console console;
    private final Statistics statistics;
    private final Selection selection;
    private final int top;

    StatsTables(Console console, Statistics statistics, Selection selection, int top) {
        this.console = console;
        this.statistics = statistics;
        this.selection = selection;
        this.top = top;
    }

    void print() {
        if (statistics.events() == 0) {
            line("No event of " + Asked.whose(selection.tenants()) + " " + Asked.of(selection.range()) + " was found.");
            return;
        }
        head();
        int width = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, console.columns()));
        if (width < WIDE) {
            List<BarBlock> all = new ArrayList<>(whenAndHow());
            all.addAll(1, whatAndWho());
            BarBlock.lines(all, width).forEach(this::line);
        } else {
            besides(whenAndHow(), whatAndWho(), (width - GUTTER) / 2);
        }
        notExact("actions", statistics.actions());
        notExact("actors", statistics.actors());
        notExact("tenants", statistics.tenants());
    }

    private void head() {
        line(console.bold(ReadNotes.count(statistics.events(), "event"))
                + " of "
                + Printable.line(Asked.whose(selection.tenants()))
                + ", "
                + statistics.first().orElseThrow().utcDate()
                + " to "
                + statistics.last().orElseThrow().utcDate()
                + " (UTC)");
        long failures = statistics.outcomes().count("failure");
        long warnings = statistics.levels().count("warn");
        long critical = statistics.levels().count("critical");
        String severe = String.format(Locale.ROOT, "%,d critical", critical);
        line(ReadNotes.count(failures, "failure")
                + " · "
                + ReadNotes.count(warnings, "warning")
                + " · "
                + (critical > 0 ? console.bad(severe) : severe));
        line("");
    }

    private List<BarBlock> whenAndHow() {
        List<Span> spans = statistics.spans(MOST_SPANS);
        BarBlock days = new BarBlock(
                console,
                "Events per " + spans.get(0).noun(),
                spans.get(0).noun().equals("week") ? "from its Monday" : "",
                0);
        spans.forEach(span -> days.row(span.label(), span.events(), false));
        return List.of(
                days,
                block("Levels", "", statistics.levels(), StatsTables::name, "critical"::equals),
                block("Outcomes", "", statistics.outcomes(), StatsTables::name, value -> false));
    }

    private List<BarBlock> whatAndWho() {
        List<BarBlock> blocks = new ArrayList<>();
        blocks.add(block(
                "Actions", distinct(statistics.actions()), statistics.actions(), StatsTables::name, value -> false));
        blocks.add(block("Actors", distinct(statistics.actors()), statistics.actors(), this::name, value -> false));
        if (selection.tenants().size() != 1) {
            blocks.add(block(
                    "Tenants",
                    distinct(statistics.tenants()),
                    statistics.tenants(),
                    StatsTables::name,
                    value -> false));
        }
        return blocks;
    }

    private <K extends Comparable<K>> BarBlock block(
            String title, String remark, Frequencies<K> tally, Function<K, String> name, Predicate<K> severe) {
        BarBlock block = new BarBlock(console, title, remark, tally.total());
        List<Frequencies.Count<K>> counts = tally.top(top);
        counts.forEach(count -> block.row(name.apply(count.value()), count.events(), severe.test(count.value())));
        long rest = tally.total()
                - counts.stream().mapToLong(Frequencies.Count::events).sum();
        if (rest > 0) {
            block.rest(tally.isExact() ? ReadNotes.count(tally.distinct() - counts.size(), "other") : "others", rest);
        }
        return block;
    }

    private void besides(List<BarBlock> left, List<BarBlock> right, int width) {
        List<String> lefts = BarBlock.lines(left, width);
        List<String> rights = BarBlock.lines(right, width);
        for (int i = 0; i < Math.max(lefts.size(), rights.size()); i++) {
            String first = i < lefts.size() ? lefts.get(i) : "";
            String second = i < rights.size() ? rights.get(i) : "";
            line(first + " ".repeat(width + GUTTER - visible(first)) + second);
        }
    }

    /** Without the colours. */
    private static int visible(String line) {
        return Cells.width(line.replaceAll("\u001b\\[[0-9]*m", ""));
    }

    private void notExact(String name, Frequencies<?> tally) {
        if (!tally.isExact()) {
            line("");
            line("There are more " + name + " than can be counted one by one: each count may be up to "
                    + String.format(Locale.ROOT, "%,d", tally.error())
                    + " too low.");
        }
    }

    private String name(Actor actor) {
        return name(actor.id()) + (selection.tenants().size() == 1 ? "" : " · " + name(actor.tenantId()));
    }

    private static String name(String value) {
        return value.isEmpty() ? "(none)" : Printable.line(value);
    }

    private static String distinct(Frequencies<?> tally) {
        return (tally.isExact() ? "" : "more than ")
                + String.format(Locale.ROOT, "%,d", tally.distinct())
                + " different";
    }

    private void line(String text) {
        console.out().println(text.stripTrailing());
    }
}
