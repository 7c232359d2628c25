package dev.taly.activity.app.cli.cost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** A bill for a machine, with the prices that it was made with. */
final class CostJson {
    private final Prices prices;

    CostJson(Prices prices) {
        this.prices = prices;
    }

    String of(Bill bill, List<Bill> windows, Bill largest) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.setPrettyPrinter(new DefaultPrettyPrinter());
            out.writeStartObject();
            out.writeNumberField("eventsPerDay", number(bill.workload().eventsPerDay()));
            out.writeNumberField("tenants", bill.workload().tenants().count());
            out.writeNumberField("batchSize", bill.workload().batching().size());
            summary(out, bill);
            out.writeArrayFieldStart("items");
            for (Bill.Item item : bill.items()) {
                out.writeStartObject();
                out.writeStringField("part", item.part().name().toLowerCase(Locale.ROOT));
                out.writeStringField("item", item.name());
                out.writeStringField("price", item.price().key());
                out.writeNumberField("count", number(item.count()));
                out.writeNumberField("dollars", number(item.dollars()));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("windows");
            for (Bill other : windows) {
                out.writeStartObject();
                summary(out, other);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeObjectFieldStart("largestBatches");
            out.writeNumberField("batchSize", largest.workload().batching().size());
            summary(out, largest);
            out.writeEndObject();
            out.writeObjectFieldStart("prices");
            for (Price price : Price.values()) {
                out.writeNumberField(price.key(), BigDecimal.valueOf(prices.of(price)));
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void summary(JsonGenerator out, Bill bill) throws IOException {
        out.writeNumberField("windowSeconds", bill.workload().batching().windowSeconds());
        out.writeNumberField("eventsPerBatch", number(bill.batches().events()));
        out.writeNumberField("eventsPerObject", number(bill.batches().eventsPerObject()));
        out.writeNumberField("batchesAtOnce", number(bill.batches().atOnce()));
        out.writeNumberField("dollarsForPuts", number(bill.dollars(Price.S3_PUT)));
        out.writeNumberField("dollars", number(bill.total()));
        out.writeNumberField("dollarsPerMillionEvents", number(bill.perMillionEvents()));
    }

    /** To a hundredth of a cent. */
    private static BigDecimal number(double value) {
        return new BigDecimal(BigDecimal.valueOf(value)
                .setScale(4, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString());
    }
}
