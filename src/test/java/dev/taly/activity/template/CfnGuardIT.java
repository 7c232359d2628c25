package dev.taly.activity.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.local.template.DeploymentTemplate;
import dev.taly.activity.template.CfnGuard.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules that cfn-guard holds the template to; skipped where it is not installed. */
final class CfnGuardIT {
    private CfnGuard guard;

    @BeforeEach
    void find() throws IOException {
        guard = CfnGuard.findOrSkip();
    }

    @Test
    void template_keepsEveryRule_asItStandsAndAsSamTransformsIt() throws IOException {
        List<String> forms = new ArrayList<>();
        forms.add(Files.readString(Path.of("template.yaml")));
        SamTransform.find().ifPresent(transform -> forms.add(transform.ofTheTemplate()));

        assertThat(guard.judge(forms)).hasSize(forms.size()).allSatisfy(verdict -> {
            assertThat(verdict.broken()).isEmpty();
            assertThat(verdict.kept()).isEqualTo(guard.names());
        });
    }

    @Test
    void rule_seesTheMistake() throws IOException {
        Map<String, Object> template = DeploymentTemplate.shipped().tree();
        for (String rule : guard.names()) {
            List<Mutation> mistakes = GuardMistakes.ALL.stream()
                    .filter(mistake -> mistake.rule().equals(rule))
                    .toList();
            List<String> broken = new ArrayList<>();
            for (Mutation mistake : mistakes) {
                broken.add(new JsonMapper().writeValueAsString(mistake.applyTo(template)));
            }

            List<Verdict> verdicts = guard.with(rule).judge(broken);

            assertThat(mistakes)
                    .filteredOn(mistake ->
                            verdicts.get(mistakes.indexOf(mistake)).broken().isEmpty())
                    .as("mistakes that %s does not see", rule)
                    .isEmpty();
        }
    }

    @Test
    void everyRule_isSeenToBite() {
        assertThat(GuardMistakes.ALL)
                .extracting(Mutation::rule)
                .containsAll(guard.names())
                .isSubsetOf(guard.names());
    }
}
