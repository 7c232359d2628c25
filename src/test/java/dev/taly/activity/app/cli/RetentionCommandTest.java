package dev.taly.activity.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionCommandTest {
    private final CapturedConsole console = new CapturedConsole();

    @TempDir
    private Path directory;

    @Test
    void rules_arePrinted() throws IOException {
        assertThat(console.run("retention", "--file", file("{tenants: {globex: 90, acme: 30}}")))
                .isZero();
        assertThat(console.out()).isEqualTo("""
                - Id: tenant-acme
                  Status: Enabled
                  Prefix: events/tenant=acme/
                  ExpirationInDays: 30
                  NoncurrentVersionExpiration: { NoncurrentDays: 1 }
                - Id: tenant-globex
                  Status: Enabled
                  Prefix: events/tenant=globex/
                  ExpirationInDays: 90
                  NoncurrentVersionExpiration: { NoncurrentDays: 1 }
                """);
    }

    @Test
    void rules_areWrittenIntoTheShippedTemplate_andReplacedTheNextTime() throws IOException {
        String shipped = Files.readString(Path.of("template.yaml"));
        Path template = Files.writeString(directory.resolve("template.yaml"), shipped);

        assertThat(write("{tenants: {acme: 30, globex: 90}}", template)).isZero();
        String written = Files.readString(template);
        assertThat(written)
                .contains(
                        "          - Id: tenant-acme\n            Status: Enabled\n            Prefix: events/tenant=acme/\n");
        assertThat(write("{tenants: {acme: 30, globex: 90}}", template)).isZero();
        assertThat(template).hasContent(written);
        assertThat(console.err()).contains("has these rules already");
        assertThat(write("{tenants: {acme: 31}}", template)).isZero();
        assertThat(Files.readString(template)).contains("ExpirationInDays: 31").doesNotContain("globex");
        assertThat(write("{tenants: {}}", template)).isZero();
        assertThat(template).hasContent(shipped);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void wrongFileOrTemplate_changesNothing() throws IOException {
        Path template = Files.writeString(directory.resolve("template.yaml"), "Resources: {}\n");

        assertThat(write("{tenants: {acme: 0}}", template)).isEqualTo(2);
        assertThat(console.err()).contains("/tenants/acme must be a whole number from 1 to 3652");
        assertThat(write("{tenants: {acme: 1}}", template)).isEqualTo(2);
        assertThat(console.err()).contains("# activity retention: begin");
        assertThat(write("{tenants: {acme: 1}}", directory.resolve("none.yaml")))
                .isEqualTo(2);
        assertThat(template).hasContent("Resources: {}\n");
    }

    private int write(String tenants, Path template) throws IOException {
        return console.run("retention", "--file", file(tenants), "--template", template.toString(), "--write");
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("retention.yaml"), text).toString();
    }
}
