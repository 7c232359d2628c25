package dev.taly.activity.audit.format;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.StoredLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/** Comma-separated values that a spreadsheet opens without running anything. */
final class CsvFormat implements EventFormat {
    private static final LineField[] FIELDS = LineField.values();
    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setNullString("")
            .get();

    @Override
    public void begin(OutputStream out) throws IOException {
        print(Stream.of(FIELDS).map(LineField::wire).toList(), out);
    }

    @Override
    public void write(StoredLine line, OutputStream out) throws IOException {
        List<String> cells = new ArrayList<>(FIELDS.length);
        for (LineField field : FIELDS) {
            cells.add(cell(line, field).map(FormulaGuard::guard).orElse(null));
        }
        print(cells, out);
    }

    /** A null says no more than an absence, as in SQL. */
    private static Optional<String> cell(StoredLine line, LineField field) {
        return line.text(field).or(() -> line.json(field).filter(json -> !json.equals("null")));
    }

    private static void print(List<String> cells, OutputStream out) throws IOException {
        StringBuilder row = new StringBuilder(512);
        CSV.printRecord(row, cells.toArray());
        out.write(row.toString().getBytes(StandardCharsets.UTF_8));
    }
}
