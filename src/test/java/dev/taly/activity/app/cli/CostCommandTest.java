package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CostCommandTest {
    private final CapturedConsole console = new CapturedConsole();

    @TempDir
    private Path directory;

    @Test
    void bill_fits80Columns_andShowsWhatTheWindowDoes() {
        assertThat(console.run("cost", "--events-per-day", "1e11", "--tenants", "1000000", "--http-share", "50"))
                .isZero();

        assertThat(console.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(console.out())
                .contains("S3 PUT of events", "HTTP API requests", "EventBridge events of S3", "Total")
                .containsPattern("(?m)^ +1 s .*")
                .containsPattern("(?m)^ +300 s .*");
        assertThat(console.out()).contains("With --batch-size 10000:");
        assertThat(console.err()).contains("would fall behind");
    }

    @Test
    void json_hasItemsThatAddUp_andOneWindowMoreWhereItIsNotAmongTheUsual() throws IOException {
        assertThat(console.run("cost", "--events-per-day", "1000000", "--window", "30", "--no-alerts", "--json"))
                .isZero();
        assertThat(console.err()).isEmpty();

        JsonNode bill = new JsonMapper().readTree(console.out());
        double sum = 0;
        for (JsonNode item : bill.get("items")) {
            assertThat(item.get("part").asText()).isNotEqualTo("alerts");
            sum += item.get("dollars").asDouble();
        }
        assertThat(bill.get("dollars").asDouble()).isCloseTo(sum, within(0.01));
        assertThat(bill.get("windows").findValuesAsText("windowSeconds"))
                .containsExactly("1", "5", "20", "30", "60", "300");
        assertThat(bill.at("/prices/s3PerMillionPuts").asDouble()).isEqualTo(5);
    }

    @Test
    void prices_ofAFileCount() throws IOException {
        Path free = Files.writeString(directory.resolve("prices.yaml"), "s3PerMillionPuts: 0\n");

        assertThat(console.run("cost", "--events-per-day", "1000", "--json", "--prices", free.toString()))
                .isZero();
        assertThat(new JsonMapper()
                        .readTree(console.out())
                        .get("dollarsForPuts")
                        .asDouble())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--events-per-day 0",
                "--events-per-day -1",
                "--events-per-day NaN",
                "--events-per-day many",
                "--tenants 5",
                "--events-per-day 5 --tenants 0",
                "--events-per-day 5 --window 301",
                "--events-per-day 5 --window 0",
                "--events-per-day 5 --batch-size 10001",
                "--events-per-day 5 --concurrency 0",
                "--events-per-day 5 --bytes 1",
                "--events-per-day 5 --retention 0",
                "--events-per-day 5 --http-share 101",
                "--events-per-day 5 --skew -1",
                "--events-per-day 5 --prices no-such-file.yaml"
            })
    void wrongUse_isSaid(String options) {
        assertThat(console.run(("cost " + options).split(" "))).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).isNotEmpty().doesNotContain("Exception");
    }

    @Test
    void help_hasAnExample() {
        assertThat(console.run("cost", "--help")).isZero();
        assertThat(console.out()).contains("activity cost --events-per-day 1000000");
        assertThat(console.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
}
