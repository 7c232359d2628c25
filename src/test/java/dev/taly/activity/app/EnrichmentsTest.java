package dev.taly.activity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taly.activity.enrich.Enrichment;
import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings files there are, and what comes of them. */
final class EnrichmentsTest {
    @TempDir
    private Path directory;

    @Test
    void withoutFiles_onlyTheClientIsFoundOut() {
        assertThat(names(Optional.empty())).containsExactly("client");
        assertThat(Enrichments.of(ConfigDirectory.of(Optional.empty(), false), Optional.empty()))
                .hasSize(1);
        assertThat(Enrichments.of(
                        ConfigDirectory.of(Optional.of(directory.resolve("nowhere")), false), Optional.empty()))
                .hasSize(1);
    }

    @Test
    void eachFile_bringsItsEnrichment() throws IOException {
        file("roles.yaml", "{version: 1, roles: {}}");
        file("tenants.json", "{\"version\": \"1\", \"actors\": {}}");
        file("geo.mmdb", "broken");
        file("README.md", "no settings");
        file(".draft.yaml", "no settings");

        assertThat(names(Optional.empty())).containsExactly("geo", "client", "role", "tenant");
        assertThat(names(Optional.of(Set.of("role")))).containsExactly("role");
        assertThat(names(Optional.of(Set.of()))).isEmpty();
    }

    @Test
    void brokenDatabase_failsItsOwnFindingsOnly() throws IOException {
        file("geo.mmdb", "broken");

        Enrichment geo = enrichments(Optional.of(Set.of("geo"))).get(0);

        assertThatThrownBy(() -> geo.find(ActivityEvent.builder()
                        .tenantId("a")
                        .actorId("b")
                        .action("c")
                        .resource("d")
                        .level(Level.INFO)
                        .timestamp(Instant.EPOCH)
                        .build()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wantedEnrichmentWithoutItsFile_isAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> enrichments(Optional.of(Set.of("client", "role"))))
                .withMessage("ENRICHMENTS names role, but CONFIG_DIR has no file for it");
    }

    @Test
    void wrongFile_isAnErrorThatNamesIt() throws IOException {
        file("roles.yaml", "{version: 1, rolls: {}}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> enrichments(Optional.empty()))
                .withMessageContaining("roles.yaml: /rolls is unknown here");
    }

    @Test
    void newerPatternsOfUserAgents_areTaken() throws IOException {
        file("regexes.yaml", "user_agent_parsers: []\nos_parsers: []\ndevice_parsers: []\n");

        assertThat(names(Optional.empty())).containsExactly("client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"privacy.yml", "Privacy.YAML", "privacy.yaml.txt", "roles", "settings.json", "city.mmdb"})
    void fileThatLooksLikeOneOfOurs_isAnError(String name) throws IOException {
        file(name, "");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> enrichments(Optional.empty()))
                .withMessageStartingWith("CONFIG_DIR has " + name);
    }

    @Test
    void missingDirectoryOfALayer_isAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigDirectory.of(Optional.of(directory.resolve("nowhere")), true))
                .withMessageStartingWith("CONFIG_DIR is not there");
    }

    @Test
    void misspeltOrDoubledFile_isAnError() throws IOException {
        Path misspelt = file("role.yaml", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> enrichments(Optional.empty()))
                .withMessageStartingWith(
                        "CONFIG_DIR has role.yaml, which nothing reads; known are actions.json, alerts.json, alerts.yaml, geo.mmdb,");
        Files.delete(misspelt);

        file("roles.yaml", "");
        file("roles.json", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> enrichments(Optional.empty()))
                .withMessage("CONFIG_DIR has both roles.yaml and roles.json");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private List<Enrichment> enrichments(Optional<Set<String>> wanted) {
        return Enrichments.of(ConfigDirectory.of(Optional.of(directory), true), wanted);
    }

    private List<String> names(Optional<Set<String>> wanted) {
        return enrichments(wanted).stream().map(Enrichment::name).toList();
    }
}
