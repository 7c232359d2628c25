package dev.taly.activity.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.OutsideTool;
import dev.taly.activity.OutsideTool.Run;
import dev.taly.activity.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * <a href="https://github.com/aws-cloudformation/cloudformation-guard">cfn-guard</a> with the rules of {@code rules.guard}.
 *
 * @param rules in its language
 */
record CfnGuard(OutsideTool tool, String rules) {
    private static final JsonMapper JSON = new JsonMapper();

    static CfnGuard findOrSkip() throws IOException {
        Optional<OutsideTool> tool = OutsideTool.find("cfn-guard", "ACTIVITY_CFN_GUARD");
        Skip.unless(tool.isPresent(), "no cfn-guard here: install it, or say where it is with ACTIVITY_CFN_GUARD");
        try (InputStream in = CfnGuard.class.getResourceAsStream("rules.guard")) {
            return new CfnGuard(tool.orElseThrow(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The names of the rules. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        rules.lines().filter(line -> line.startsWith("rule ")).forEach(line -> names.add(line.split(" ", -1)[1]));
        return names;
    }

    /** With that rule alone, which takes a twentieth of the time. */
    CfnGuard with(String rule) {
        String[] blocks = rules.split("(?=\nrule )", -1);
        return new CfnGuard(
                tool,
                blocks[0]
                        + Stream.of(blocks)
                                .filter(block -> block.startsWith("\nrule " + rule + " "))
                                .findFirst()
                                .orElseThrow());
    }

    /** What it says of each template, in JSON or YAML; in the templates' order. */
    List<Verdict> judge(List<String> templates) throws IOException {
        Run run = tool.run(
                JSON.writeValueAsString(Map.of("rules", List.of(rules), "data", templates)),
                "validate",
                "--payload",
                "--structured",
                "--output-format",
                "json",
                "--show-summary",
                "none");
        List<Verdict> verdicts = new ArrayList<>();
        for (JsonNode verdict : JSON.readTree(run.out())) {
            Set<String> broken = new TreeSet<>();
            verdict.get("not_compliant")
                    .forEach(rule -> broken.add(rule.at("/Rule/name").textValue()));
            Set<String> kept = new TreeSet<>();
            verdict.get("compliant").forEach(rule -> kept.add(rule.textValue()));
            verdicts.add(new Verdict(broken, kept));
        }
        if (verdicts.size() != templates.size()) {
            throw new IllegalStateException("cfn-guard did not judge every template: " + run.err());
        }
        return verdicts;
    }

    /** The rules that a template breaks, and those that it keeps; a rule that does not apply is neither. */
    record Verdict(Set<String> broken, Set<String> kept) {}
}
