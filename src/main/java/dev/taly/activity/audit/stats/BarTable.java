package dev.taly.activity.audit.stats;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The most frequent values as a table with a bar in each row. */
final class BarTable {
    private BarTable() {}

    /**
     * A section of the page.
     *
     * @param label of a value, as HTML
     * @param kind of a value's bar: a class of the style sheet
     */
    static <K extends Comparable<K>> String html(
            String title,
            String noun,
            Frequencies<K> tally,
            int top,
            Function<K, String> label,
            Function<K, String> kind) {
        List<Frequencies.Count<K>> counts = tally.top(top);
        long most = counts.isEmpty() ? 1 : counts.get(0).events();
        long rest = tally.total()
                - counts.stream().mapToLong(Frequencies.Count::events).sum();
        StringBuilder html = new StringBuilder("<section>\n<h2>").append(title).append("<small>");
        html.append(tally.isExact() ? "" : "more than ").append(Html.count(tally.distinct(), noun));
        html.append("</small></h2>\n<table>\n");
        for (Frequencies.Count<K> count : counts) {
            row(html, "", label.apply(count.value()), count.events(), tally.total());
            html.append(bar(kind.apply(count.value()), (double) count.events() / most))
                    .append("</tr>\n");
        }
        if (rest > 0) {
            String others = tally.isExact() ? Html.count(tally.distinct() - counts.size(), "other") : "others";
            row(html, " class=\"rest\"", others, rest, tally.total());
            html.append("</tr>\n");
        }
        return html.append("</table>\n</section>\n").toString();
    }

    private static void row(StringBuilder html, String attributes, String label, long events, long total) {
        html.append(String.format(
                Locale.ROOT,
                "<tr%s><th scope=\"row\">%s</th><td class=\"count\">%,d</td><td class=\"share\">%s</td>",
                attributes,
                label,
                events,
                share(100.0 * events / total)));
    }

    private static String share(double percent) {
        return percent > 0 && percent < 0.05 ? "&lt;0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    private static String bar(String kind, double part) {
        return String.format(
                Locale.ROOT,
                "<td class=\"bar\"><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                        + "<rect class=\"track\" width=\"100\" height=\"1\"/>"
                        + "<rect class=\"%s\" width=\"%.2f\" height=\"1\"/></svg></td>",
                kind,
                Math.max(1, 100 * part));
    }
}
