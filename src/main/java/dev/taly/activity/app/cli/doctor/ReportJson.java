package dev.taly.activity.app.cli.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Findings for a machine. */
final class ReportJson {
    private ReportJson() {}

    static String of(Site site, Diagnosis diagnosis) {
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("stack", site.name())
                .put("local", site.isLocal())
                .put("well", diagnosis.well())
                .put("warnings", diagnosis.warnings())
                .put("problems", diagnosis.problems())
                .put("notChecked", diagnosis.notChecked());
        ArrayNode findings = json.putArray("findings");
        diagnosis.findings().forEach(finding -> add(findings.addObject(), finding));
        return json.toPrettyString();
    }

    private static void add(ObjectNode json, Finding finding) {
        Outcome outcome = finding.outcome();
        json.put("subject", finding.subject()).put("outcome", name(outcome)).put("what", outcome.what());
        if (outcome instanceof Outcome.Problem problem) {
            json.put("means", problem.means()).put("fix", problem.fix());
        } else if (outcome instanceof Outcome.Warning warning) {
            json.put("means", warning.means()).put("fix", warning.fix());
        }
    }

    private static String name(Outcome outcome) {
        if (outcome instanceof Outcome.NotChecked not) {
            return not.leftOut() ? "leftOut" : "notChecked";
        }
        return outcome instanceof Outcome.Well ? "well" : outcome instanceof Outcome.Warning ? "warning" : "problem";
    }
}
