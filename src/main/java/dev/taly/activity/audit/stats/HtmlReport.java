package dev.taly.activity.audit.stats;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * Statistics as one page: no script, nothing from another host, the style inside. The same statistics give the same page. Texts of
 * events are shown as text whatever they are, and the page's own policy lets a browser run or load nothing.
 */
public final class HtmlReport {
    /** So many columns are still apart on a narrow screen. */
    private static final int MOST_SPANS = 120;

    private final Statistics statistics;
    private final Selection selection;
    private final ReadReport read;
    private final int top;

    /**
     * A report.
     *
     * @param selection what the statistics are of
     * @param read how they were read
     * @param top how many values of each kind it shows, at most
     */
    public HtmlReport(Statistics statistics, Selection selection, ReadReport read, int top) {
        this.statistics = requireNonNull(statistics, "statistics is null");
        this.selection = requireNonNull(selection, "selection is null");
        this.read = requireNonNull(read, "read is null");
        this.top = top;
    }

    /**
     * The page, to be stored as UTF-8.
     *
     * @param now when it is made
     */
    public String html(Instant now) {
        String style = style();
        StringBuilder html =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .append(sha256(style))
                .append("'; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>Activity of ")
                .append(whose())
                .append("</title>\n<style>")
                .append(style)
                .append("</style>\n</head>\n<body>\n");
        head(html);
        if (statistics.events() > 0) {
            figures(html);
            spans(html);
            tables(html);
        }
        foot(html, now);
        return html.append("</body>\n</html>\n").toString();
    }

    private void head(StringBuilder html) {
        html.append("<header>\n<h1>Activity of ").append(whose()).append("</h1>\n<p>");
        html.append(statistics.events() == 0 ? "No event " : "Events ").append(Asked.of(selection.range()));
        statistics.first().ifPresent(first -> html.append(". First ").append(time(first)));
        statistics.last().ifPresent(last -> html.append(", last ").append(time(last)));
        html.append(".</p>\n</header>\n");
    }

    private static String time(Object time) {
        return "<time>" + time + "</time>";
    }

    private void figures(StringBuilder html) {
        html.append("<dl>\n");
        figure(html, "Events", Html.number(statistics.events()), "");
        if (selection.tenants().size() != 1) {
            figure(html, "Tenants", distinct(statistics.tenants()), "");
        }
        figure(html, "Actors", distinct(statistics.actors()), "");
        figure(html, "Failures", Html.number(statistics.outcomes().count("failure")), "");
        figure(html, "Warnings", Html.number(statistics.levels().count("warn")), "warn");
        figure(html, "Critical", Html.number(statistics.levels().count("critical")), "critical");
        html.append("</dl>\n");
    }

    private static void figure(StringBuilder html, String name, String value, String kind) {
        String colour = kind.isEmpty() || value.equals("0") ? "" : " class=\"" + kind + "\"";
        html.append("<div><dt>").append(name).append("</dt><dd").append(colour).append(">");
        html.append(value).append("</dd></div>\n");
    }

    private void spans(StringBuilder html) {
        List<Span> spans = statistics.spans(MOST_SPANS);
        String noun = spans.get(0).noun();
        html.append("<section>\n<h2>Events per ").append(noun).append("<small>");
        html.append(Html.count(spans.size(), noun)).append(", UTC</small></h2>\n");
        html.append(new SpanChart(spans).html()).append("<p class=\"legend\">");
        legend(html, "info", "info");
        legend(html, "warn", "warn");
        legend(html, "critical", "critical");
        html.append("</p>\n</section>\n");
    }

    private static void legend(StringBuilder html, String kind, String name) {
        html.append("<span><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"")
                .append(kind);
        html.append("\" width=\"1\" height=\"1\"/></svg>").append(name).append("</span>");
    }

    private void tables(StringBuilder html) {
        Function<Object, String> plain = value -> "info";
        html.append("<div class=\"grid\">\n");
        html.append(BarTable.html("Actions", "action", statistics.actions(), top, HtmlReport::name, plain::apply));
        html.append(BarTable.html("Levels", "level", statistics.levels(), top, HtmlReport::name, HtmlReport::kind));
        html.append(BarTable.html("Outcomes", "outcome", statistics.outcomes(), top, HtmlReport::name, plain::apply));
        html.append(BarTable.html("Actors", "actor", statistics.actors(), top, this::actor, plain::apply));
        if (selection.tenants().size() != 1) {
            html.append(BarTable.html("Tenants", "tenant", statistics.tenants(), top, HtmlReport::name, plain::apply));
        }
        html.append("</div>\n");
    }

    private void foot(StringBuilder html, Instant now) {
        html.append("<footer>\n<p>Made at ")
                .append(time(now.truncatedTo(ChronoUnit.SECONDS)))
                .append(" from ");
        html.append(Html.count(read.objects(), "object")).append(" in ");
        html.append(Html.count(read.partitions(), "partition")).append(".");
        if (read.duplicates() > 0) {
            html.append(" An event that is stored twice counts once: ");
            html.append(Html.count(read.duplicates(), "copy")).append(" left out.");
        }
        html.append("</p>\n");
        approximation(html, "actions", statistics.actions());
        approximation(html, "actors", statistics.actors());
        approximation(html, "tenants", statistics.tenants());
        if (read.damageCount() > 0) {
            html.append("<p class=\"trouble\">In ").append(Html.count(read.damageCount(), "place"));
            html.append(" the archive could not be read; what is there is not counted.</p>\n");
            read.damages().stream()
                    .limit(top)
                    .forEach(damage -> html.append("<p class=\"trouble\">")
                            .append(Html.text(damage.toString()))
                            .append("</p>\n"));
        }
        html.append("</footer>\n");
    }

    private static void approximation(StringBuilder html, String name, Frequencies<?> tally) {
        if (!tally.isExact()) {
            html.append("<p>There are more ")
                    .append(name)
                    .append(" than can be counted one by one: each of their counts");
            html.append(" may be up to ").append(Html.number(tally.error())).append(" too low.</p>\n");
        }
    }

    private String whose() {
        return Html.text(Asked.whose(selection.tenants()));
    }

    private String actor(Actor actor) {
        String name = name(actor.id());
        return selection.tenants().size() == 1 ? name : name + " <small>" + name(actor.tenantId()) + "</small>";
    }

    private static String name(String value) {
        return value.isEmpty() ? "<small>(none)</small>" : "<bdi>" + Html.text(value) + "</bdi>";
    }

    private static String kind(String level) {
        return level.equals("warn") || level.equals("critical") ? level : "info";
    }

    private static String distinct(Frequencies<?> tally) {
        return (tally.isExact() ? "" : "> ").replace(">", "&gt;") + Html.number(tally.distinct());
    }

    private static String style() {
        try (InputStream in =
                requireNonNull(HtmlReport.class.getResourceAsStream("report.css"), "report.css is missing")) {
            return "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css cannot be read", e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
