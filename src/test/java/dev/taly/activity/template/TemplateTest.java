package dev.taly.activity.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.local.template.DeploymentTemplate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds template.yaml to rules that its linters do not know, and shows of each rule that it sees a mistake. */
final class TemplateTest {
    private static final Map<String, Object> TEMPLATE =
            DeploymentTemplate.shipped().tree();

    static List<Rule> rules() {
        return Stream.of(
                        QueueRules.ALL,
                        MappingRules.ALL,
                        FunctionRules.ALL,
                        PolicyRules.ALL,
                        QuarantineRules.ALL,
                        IngestRules.ALL,
                        BucketRules.ALL,
                        WatchRules.ALL,
                        AuditRules.ALL,
                        DoctorRules.ALL,
                        AlarmRules.ALL,
                        DashboardRules.ALL,
                        ReferenceRules.ALL)
                .flatMap(List::stream)
                .toList();
    }

    static List<Mutation> mistakes() {
        return Stream.of(
                        Mistakes.ALL,
                        QuarantineMistakes.ALL,
                        IngestMistakes.ALL,
                        WatchMistakes.ALL,
                        AuditMistakes.ALL,
                        DoctorMistakes.ALL,
                        AlarmMistakes.ALL)
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void template_keepsTheRule(Rule rule) {
        assertThat(rule.broken(Node.root(TEMPLATE))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void rule_seesTheMistake(Mutation mistake) {
        Node broken = Node.root(mistake.applyTo(TEMPLATE));

        assertThat(rules().stream().filter(rule -> !rule.broken(broken).isEmpty()))
                .extracting(Rule::name)
                .contains(mistake.rule());
    }

    @Test
    void everyRule_isSeenToBite() {
        assertThat(rules())
                .extracting(Rule::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name ->
                        assertThat(mistakes()).extracting(Mutation::rule).contains(name));
    }
}
