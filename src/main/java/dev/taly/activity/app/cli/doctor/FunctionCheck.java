package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;

/** The consumer, as the queue calls it: by its alias. */
final class FunctionCheck implements Check {
    private static final String LOG = "logs tail /aws/lambda/";

    @Override
    public String subject() {
        return "consumer";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Optional<GetFunctionConfigurationResponse> found = account.ask(LambdaQuestions.function(site));
        Findings findings = Findings.about(subject());
        if (found.isEmpty()) {
            return findings.problem(
                            true,
                            "There is no function " + site.part(LambdaQuestions.CONSUMER) + " with the alias "
                                    + LambdaQuestions.ALIAS + ".",
                            "Events wait in the queue until it deletes them.",
                            "Give it another FunctionName in the template, and deploy: a new one is made then.")
                    .orWell("");
        }
        GetFunctionConfigurationResponse function = found.get();
        state(findings, site, function);
        variables(findings, site, function);
        concurrency(findings, site, account);
        return findings.orWell(
                function.stateAsString() + ", version " + function.version() + ", changed " + function.lastModified());
    }

    private static void state(Findings findings, Site site, GetFunctionConfigurationResponse function) {
        findings.problem(
                        !"Active".equals(function.stateAsString()) && !"Inactive".equals(function.stateAsString()),
                        "The consumer is " + function.stateAsString() + ": " + function.stateReason() + ".",
                        "Events wait in the queue until it deletes them.",
                        site.aws(LOG + function.functionName() + " --since 1h"))
                .warning(
                        "Failed".equals(function.lastUpdateStatusAsString()),
                        "The consumer's last update failed: " + function.lastUpdateStatusReason() + ".",
                        "It works as it did before.",
                        "Deploy the template again (sam deploy).")
                .warning(
                        function.snapStart() == null
                                || function.snapStart().optimizationStatus() != SnapStartOptimizationStatus.ON,
                        "The consumer has no snapshot.",
                        "It starts seconds slower. Events are stored all the same.",
                        "SnapStart in the template; see the list of regions and runtimes that have it.");
    }

    private static void variables(Findings findings, Site site, GetFunctionConfigurationResponse function) {
        Map<String, String> said = function.environment() == null
                ? Map.of()
                : function.environment().variables();
        findings.problem(
                        !site.part(S3Questions.BUCKET).equals(said.get("BUCKET")),
                        "The consumer writes to the bucket " + said.get("BUCKET") + ".",
                        "Events are not where auditors look for them.",
                        "Deploy the template again (sam deploy).")
                .problem(
                        !site.part(SqsQuestions.DEAD_LETTERS).equals(said.get("DLQ_URL")),
                        "The consumer sends what it refuses to " + said.get("DLQ_URL") + ".",
                        "Nobody looks there: no alarm rings, and no keeper writes it to the bucket.",
                        "Deploy the template again (sam deploy).");
    }

    private static void concurrency(Findings findings, Site site, Account account) {
        try {
            Optional<Integer> reserved = account.ask(LambdaQuestions.concurrency(site));
            String fix = site.aws(
                    "lambda delete-function-concurrency --function-name " + site.part(LambdaQuestions.CONSUMER));
            findings.problem(
                            reserved.filter(bound -> bound == 0).isPresent(),
                            "The consumer may not run: its reserved concurrency is 0.",
                            "Events are received, refused, and end as dead letters.",
                            fix)
                    .warning(
                            reserved.filter(bound -> bound > 0).isPresent(),
                            "The consumer's concurrency is bounded by a reservation.",
                            "Batches above it are refused, and each refusal costs their messages a try; good ones may end as"
                                    + " dead letters.",
                            "Bound it by the parameter MaximumConcurrency instead: " + fix);
        } catch (UnansweredException e) {
            findings.notChecked("The reserved concurrency is not known: " + e.why());
        }
    }
}
