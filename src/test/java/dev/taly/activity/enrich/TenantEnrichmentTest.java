package dev.taly.activity.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.taly.activity.config.ConfigFile;
import dev.taly.activity.event.Rejection;
import dev.taly.activity.event.RejectionCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TenantEnrichmentTest {
    private static final FileTenants TENANTS = FileTenants.of(ConfigFile.parse("tenants.json", """
            {"version": "7", "actors": {"user-1": "acme", "user-2": ["globex", "initech"]}}"""));

    private final TenantEnrichment enrichment = new TenantEnrichment(TENANTS);

    @Test
    void actorOfTheTenant_isLinked() {
        assertThat(enrichment.find(Cases.event().build()))
                .contains(Finding.of(Cases.json("{'provider':'file','version':'7','tenantLinked':true}")));
        assertThat(enrichment.find(
                        Cases.event().actorId("user-2").tenantId("initech").build()))
                .hasValueSatisfying(finding -> assertThat(finding.rejection()).isEmpty());
    }

    @Test
    void actorOfOthersOnly_contradictsTheEvent() {
        Optional<Finding> finding =
                enrichment.find(Cases.event().actorId("user-2").build());

        assertThat(finding).hasValueSatisfying(found -> {
            assertThat(found.rejection())
                    .contains(new Rejection(
                            RejectionCode.INVALID_FIELD, "/tenantId", "tenantId must be a tenant of the actor."));
            assertThat(found.detail().json()).contains("\"tenantLinked\":false");
        });
    }

    @Test
    void unknownActor_isNoMatterOfTheFile() {
        assertThat(enrichment.find(Cases.event().actorId("stranger").build())).isEmpty();
    }

    @Test
    void of_listsEverythingThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileTenants.of(ConfigFile.parse(
                        "tenants.json",
                        "{\"version\": \"1\", \"actors\": {\"a\": \"-x\", \"b\": [true], \"c\": null}}")))
                .withMessageContaining("tenants.json: /actors/a must be a tenant")
                .withMessageContaining("/actors/b/0 must be a text")
                .withMessageContaining("/actors/c is required");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileTenants.of(ConfigFile.parse("tenants.json", "{}")))
                .withMessage("tenants.json: /version is required; /actors is required");
    }
}
