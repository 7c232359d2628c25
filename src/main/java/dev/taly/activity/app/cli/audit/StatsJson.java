package dev.taly.activity.app.cli.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.taly.activity.audit.ReadReport;
import dev.taly.activity.audit.Selection;
import dev.taly.activity.audit.TimeRange;
import dev.taly.activity.audit.stats.Actor;
import dev.taly.activity.audit.stats.Frequencies;
import dev.taly.activity.audit.stats.Statistics;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.Map;

/** Statistics for a machine. A value that events lack is {@code null}. */
final class StatsJson {
    private final Statistics statistics;
    private final int top;

    StatsJson(Statistics statistics, int top) {
        this.statistics = statistics;
        this.top = top;
    }

    String of(Selection selection, ReadReport read) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter());
            out.writeStartObject();
            asked(out, selection);
            out.writeNumberField("events", statistics.events());
            out.writeStringField(
                    "first", statistics.first().map(Object::toString).orElse(null));
            out.writeStringField("last", statistics.last().map(Object::toString).orElse(null));
            out.writeObjectFieldStart("days");
            for (Map.Entry<LocalDate, Long> day : statistics.days().counts().entrySet()) {
                out.writeNumberField(day.getKey().toString(), day.getValue());
            }
            out.writeEndObject();
            tally(out, "actions", statistics.actions(), StatsJson::value);
            tally(out, "levels", statistics.levels(), StatsJson::value);
            tally(out, "outcomes", statistics.outcomes(), StatsJson::value);
            tally(out, "tenants", statistics.tenants(), StatsJson::value);
            tally(out, "actors", statistics.actors(), StatsJson::actor);
            out.writeObjectFieldStart("read");
            out.writeNumberField("objects", read.objects());
            out.writeNumberField("duplicates", read.duplicates());
            out.writeNumberField("damages", read.damageCount());
            out.writeEndObject();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void asked(JsonGenerator out, Selection selection) throws IOException {
        out.writeArrayFieldStart("of");
        for (String tenant : selection.tenants()) {
            out.writeString(tenant);
        }
        out.writeEndArray();
        TimeRange range = selection.range();
        out.writeStringField(
                "from",
                range.from().equals(TimeRange.ALL.from()) ? null : range.from().toString());
        out.writeStringField(
                "to", range.to().equals(TimeRange.ALL.to()) ? null : range.to().toString());
    }

    private <K extends Comparable<K>> void tally(JsonGenerator out, String name, Frequencies<K> tally, Value<K> value)
            throws IOException {
        out.writeObjectFieldStart(name);
        out.writeNumberField("distinct", tally.distinct());
        out.writeNumberField("tooLowByAtMost", tally.error());
        out.writeArrayFieldStart("top");
        for (Frequencies.Count<K> count : tally.top(top)) {
            out.writeStartObject();
            value.write(out, count.value());
            out.writeNumberField("events", count.events());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, String value) throws IOException {
        out.writeStringField("value", value.isEmpty() ? null : value);
    }

    private static void actor(JsonGenerator out, Actor actor) throws IOException {
        value(out, actor.id());
        out.writeStringField("tenantId", actor.tenantId());
    }

    @FunctionalInterface
    private interface Value<K> {
        void write(JsonGenerator out, K value) throws IOException;
    }
}
