package dev.taly.activity.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Something that must hold in the template. */
record Rule(String name, BiConsumer<Node, Findings> check) {

    /** A rule that holds or not. */
    static Rule that(String name, Predicate<Node> holds) {
        return new Rule(name, (template, findings) -> findings.expect(holds.test(template), "it does not hold"));
    }

    /** What is wrong; empty if the rule holds. */
    List<String> broken(Node template) {
        Findings findings = new Findings(new ArrayList<>());
        check.accept(template, findings);
        return findings.found();
    }

    @Override
    public String toString() {
        return name;
    }

    record Findings(List<String> found) {
        void expect(boolean holds, String otherwise) {
            if (!holds) {
                found.add(otherwise);
            }
        }
    }
}
