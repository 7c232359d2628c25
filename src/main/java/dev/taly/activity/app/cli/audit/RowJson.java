package dev.taly.activity.app.cli.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.audit.table.DuckColumn;
import dev.taly.activity.audit.table.DuckJson;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One JSON object a row. A name that was there before gets a number. */
final class RowJson implements RowOutput {
    private static final JsonFactory JSON = new JsonFactory();

    private final Console console;
    private final List<String> names;

    RowJson(Console console, List<DuckColumn> columns) {
        this.console = console;
        Set<String> unique = new LinkedHashSet<>();
        for (DuckColumn column : columns) {
            String name = column.name();
            for (int i = 1; !unique.add(name); i++) {
                name = column.name() + ":" + i;
            }
        }
        this.names = List.copyOf(unique);
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (int i = 0; i < names.size(); i++) {
                json.writeFieldName(names.get(i));
                write(json, values.get(i));
            }
            json.writeEndObject();
        }
        console.printForeign(text.append('\n').toString());
    }

    @Override
    public void flush() {
        console.out().flush();
    }

    /** Any value as JSON text. */
    static String json(@Nullable Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof DuckJson raw) {
            json.writeRawValue(raw.json());
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number.toPlainString());
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.toString());
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }
}
