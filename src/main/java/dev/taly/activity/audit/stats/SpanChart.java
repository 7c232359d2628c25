package dev.taly.activity.audit.stats;

import java.util.List;
import java.util.Locale;

/** Columns of events over time, in SVG; texts stand beside it in HTML, so that they keep their size on a narrow screen. */
final class SpanChart {
    private static final int STEP = 10;
    private static final int HEIGHT = 100;
    /** So that one event among thousands is seen. */
    private static final double LEAST = 0.8;

    private final List<Span> spans;
    private final long top;

    SpanChart(List<Span> spans) {
        this.spans = spans;
        this.top = roundUp(spans.stream().mapToLong(Span::events).max().orElse(1));
    }

    String html() {
        StringBuilder html = new StringBuilder("<div class=\"chart\">\n<div class=\"scale\">");
        html.append("<span>").append(Html.number(top)).append("</span>");
        html.append("<span>").append(Html.number(top / 2)).append("</span><span>0</span></div>\n");
        html.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s\">%n",
                spans.size() * STEP,
                HEIGHT,
                description()));
        for (int y : new int[] {0, HEIGHT / 2, HEIGHT}) {
            html.append("<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n".formatted(spans.size() * STEP, y, y));
        }
        for (int i = 0; i < spans.size(); i++) {
            column(html, i, spans.get(i));
        }
        html.append("</svg>\n<div class=\"dates\">");
        dates(html);
        return html.append("</div>\n</div>\n").toString();
    }

    private void column(StringBuilder html, int index, Span span) {
        if (span.events() == 0) {
            return;
        }
        html.append("<g><title>")
                .append(span.noun().equals("week") ? "week of " : "")
                .append(span.label())
                .append(": ")
                .append(Html.count(span.events(), "event"))
                .append(span.warn() == 0 ? "" : ", " + Html.count(span.warn(), "warning"))
                .append(span.critical() == 0 ? "" : ", " + Html.number(span.critical()) + " critical")
                .append("</title>");
        double y = HEIGHT;
        y = rect(html, index, y, "info", span.events() - span.warn() - span.critical());
        y = rect(html, index, y, "warn", span.warn());
        rect(html, index, y, "critical", span.critical());
        html.append("</g>\n");
    }

    private double rect(StringBuilder html, int index, double bottom, String kind, long events) {
        if (events == 0) {
            return bottom;
        }
        double height = Math.min(bottom, Math.max(LEAST, (double) HEIGHT * events / top));
        html.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.2f\" width=\"%.1f\" height=\"%.2f\"/>",
                kind,
                index * STEP + STEP * 0.12,
                bottom - height,
                STEP * 0.76,
                height));
        return bottom - height;
    }

    private void dates(StringBuilder html) {
        int last = spans.size() - 1;
        html.append("<span>").append(spans.get(0).label()).append("</span>");
        if (last > 20 || (last > 1 && last % 2 == 0)) {
            html.append("<span>").append(spans.get(last / 2).label()).append("</span>");
        }
        if (last > 0) {
            html.append("<span>").append(spans.get(last).label()).append("</span>");
        }
    }

    private String description() {
        Span most =
                spans.stream().reduce((a, b) -> b.events() > a.events() ? b : a).orElseThrow();
        return "From %s to %s; the most are %s in %s."
                .formatted(
                        spans.get(0).label(),
                        spans.get(spans.size() - 1).label(),
                        Html.count(most.events(), "event"),
                        most.label());
    }

    /** To a round number whose half is one, too. */
    private static long roundUp(long most) {
        if (most <= 10) {
            return most + most % 2;
        }
        for (long power = 1; ; power *= 10) {
            for (int digits : new int[] {10, 12, 16, 20, 30, 40, 50, 60, 80}) {
                if (most <= digits * power) {
                    return digits * power;
                }
            }
        }
    }
}
