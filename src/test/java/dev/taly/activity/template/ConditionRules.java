package dev.taly.activity.template;

import java.util.stream.Stream;

/** Optional parts: a reference to a resource that a condition leaves out stops the deployment. */
final class ConditionRules {
    private ConditionRules() {}

    static void check(Node template, Rule.Findings findings) {
        Stream.of("Resources", "Outputs")
                .forEach(section -> template.at(section)
                        .entries()
                        .forEach((id, entry) -> entry.everything()
                                .flatMap(ReferenceRules::references)
                                .map(reference -> reference.split("\\.", 2)[0])
                                .filter(name ->
                                        template.resource(name).at("Condition").exists())
                                .filter(name -> !implies(
                                        template,
                                        entry.at("Condition").text(),
                                        template.resource(name).at("Condition").text()))
                                .forEach(name -> findings.expect(false, id + " needs " + name))));
    }

    /** Whether the one holds only where the other does. */
    private static boolean implies(Node template, String one, String other) {
        return one.equals(other)
                || template.at("Conditions", one, "Fn::And").items().stream()
                        .anyMatch(part -> part.at("Condition").exists()
                                && implies(template, part.at("Condition").text(), other));
    }
}
