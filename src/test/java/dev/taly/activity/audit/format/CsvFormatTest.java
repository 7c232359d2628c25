package dev.taly.activity.audit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.audit.LineField;
import dev.taly.activity.audit.SampleLines;
import dev.taly.activity.audit.StoredLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void csv_readBack_isTheArchivesEvents(long seed) throws IOException {
        List<StoredLine> lines = SampleLines.all(seed, 300);

        List<CSVRecord> records = parse(csv(lines));

        assertThat(records).as("seed %d", seed).hasSize(lines.size() + 1);
        assertThat(records.get(0))
                .containsExactly(
                        Stream.of(LineField.values()).map(LineField::wire).toArray(String[]::new));
        for (int i = 0; i < lines.size(); i++) {
            CSVRecord cells = records.get(i + 1);
            assertThat(cells.size()).isEqualTo(LineField.values().length);
            for (LineField field : LineField.values()) {
                String cell = cells.get(List.of(LineField.values()).indexOf(field));
                assertThat(cell.isEmpty() ? "" : FormulaGuard.unguard(cell))
                        .as("seed %d, line %d, %s", seed, i, field)
                        .isEqualTo(SampleLines.value(lines.get(i), field).orElse(""));
            }
        }
    }

    @Test
    void csv_tellsAnEmptyTextFromAnAbsence() throws IOException {
        StoredLine line = SampleLines.line(
                "{\"id\":\"1\",\"tenantId\":\"t\",\"timestamp\":\"2024-03-28T12:45:30Z\",\"userAgent\":\"\",\"metadata\":null}");

        String row = csv(List.of(line)).split("\r\n", -1)[1];

        assertThat(row).isEqualTo("\"1\",\"t\",,,,,\"2024-03-28T12:45:30Z\",,,,\"\",,,,,,,");
    }

    @Test
    void csv_noCellStartsAsAFormulaDoes() throws IOException {
        for (CSVRecord cells : parse(csv(SampleLines.all(3, 200)))) {
            for (String cell : cells) {
                assertThat(cell).doesNotMatch("(?s)[=+\\-@\t\r\n＝＋－＠].*");
            }
        }
    }

    @Test
    void guard_isTakenAwayAgain_andNoTwoTextsBecomeOneCell() {
        List<String> texts = List.of("", "a", "=", "'=", "''=", "'", "''", "-1", "'-1", "＝1");

        assertThat(texts.stream().map(FormulaGuard::guard).map(FormulaGuard::unguard))
                .isEqualTo(texts);
        assertThat(texts.stream().map(FormulaGuard::guard)).doesNotHaveDuplicates();
    }

    private static String csv(List<StoredLine> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventFormat.csv().begin(out);
        for (StoredLine line : lines) {
            EventFormat.csv().write(line, out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<CSVRecord> parse(String csv) throws IOException {
        try (CSVParser parser = CSVParser.parse(csv, CSVFormat.RFC4180)) {
            return parser.getRecords();
        }
    }
}
