package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.StoredTree;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, as a person runs it. */
final class DemoCommandIT {
    @TempDir
    private Path data;

    private final CapturedConsole console = new CapturedConsole();

    @Test
    void demo_showsPartitionsDeadLettersAndABalance() {
        assertThat(console.run("demo", "--events", "200", "--tenants", "3", "--data", data.toString()))
                .isZero();

        assertThat(console.out())
                .contains("tenant=acme-dental/", "date=2024-03-28/", "tenant=tenant-0003/")
                .contains("malformed_json", "missing_field", "unknown_field", "duplicate_field", "too_deep")
                .containsPattern("published \\d+ = stored \\d+ \\+ dead-lettered \\d+")
                .contains(data.resolve("events").toString());
        assertThat(console.out().lines())
                .filteredOn(line -> !line.contains(data.toString()))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(console.out()).as("no colour into a pipe").doesNotContain("\u001b");
        assertThat(StoredTree.at(data).ids()).hasSizeGreaterThan(200);
    }

    @Test
    void demo_takesTheUsersOwnLinesFromStandardInput() {
        String lines = """
                {"tenantId":"mine","actorId":"u","action":"user_login","resource":"session","timestamp":"2024-03-28T12:45:30Z"}

                {"tenantId":"mine","actorId":"u"}
                """;
        assertThat(console.withInput(lines).run("demo", "--file", "-", "--data", data.toString()))
                .isZero();
        assertThat(console.out()).contains("published 2 = stored 1 + dead-lettered 1");
        assertThat(StoredTree.at(data).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.get("tenantId").textValue()).isEqualTo("mine"));
    }

    @Test
    void demo_isNotDoneWhereALineWasLost() {
        String line = "{\"x\":\"" + "y".repeat(300 * 1024) + "\"}";
        assertThat(console.withInput(line).run("demo", "--file", "-", "--data", data.toString()))
                .isEqualTo(1);
        assertThat(console.out()).contains("not taken by the topic: 1");
    }

    @Test
    void secondDemo_addsToTheFirstAndCountsItsOwn() {
        assertThat(console.run("demo", "--data", data.toString())).isZero();
        int before = StoredTree.at(data).objects();

        assertThat(new CapturedConsole().run("demo", "--data", data.toString())).isZero();

        assertThat(StoredTree.at(data).objects()).isGreaterThan(before);
        assertThat(Files.exists(data.resolve("local.json"))).isFalse();
    }
}
