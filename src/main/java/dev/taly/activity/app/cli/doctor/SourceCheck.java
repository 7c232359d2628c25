package dev.taly.activity.app.cli.doctor;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;

/** The mapping that brings the queue's messages to the function. */
final class SourceCheck implements Check {
    @Override
    public String subject() {
        return "event source";
    }

    @Override
    public List<Finding> look(Site site, Account account) {
        Optional<GetEventSourceMappingResponse> found = account.ask(LambdaQuestions.source(site));
        Findings findings = Findings.about(subject());
        if (found.isEmpty()) {
            return findings.problem(
                            true,
                            "Nothing brings the queue's messages to the consumer.",
                            "Events wait in the queue until it deletes them.",
                            site.restore(LambdaQuestions.SOURCE))
                    .orWell("");
        }
        GetEventSourceMappingResponse source = found.get();
        works(findings, site, source);
        pace(findings, site, source);
        return findings.orWell(source.state() + ", " + source.batchSize() + " events or "
                + source.maximumBatchingWindowInSeconds() + " s");
    }

    private static void works(Findings findings, Site site, GetEventSourceMappingResponse source) {
        String state = String.valueOf(source.state());
        String result = String.valueOf(source.lastProcessingResult());
        findings.problem(
                        !state.equals("Enabled"),
                        "The event source is not on: " + state + ".",
                        "Events wait in the queue until it deletes them.",
                        update(site, "--enabled"))
                .problem(
                        result.startsWith("PROBLEM"),
                        "Lambda cannot use the event source: " + result + ".",
                        "Events wait in the queue until it deletes them.",
                        "Mend what it names; most often it is a right of the ConsumerRole.")
                .problem(
                        !String.valueOf(source.eventSourceArn()).endsWith(":" + site.nameOf(SqsQuestions.QUEUE)),
                        "The event source reads " + source.eventSourceArn() + ".",
                        "Nobody reads the stack's queue.",
                        site.restore(LambdaQuestions.SOURCE))
                .problem(
                        !source.functionResponseTypes().contains(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES),
                        "The event source does not report failures of single messages.",
                        "Lambda deletes what the consumer could not store: events are lost.",
                        update(site, "--function-response-types ReportBatchItemFailures"))
                .problem(
                        source.filterCriteria() != null
                                && !source.filterCriteria().filters().isEmpty(),
                        "The event source has a filter.",
                        "Lambda deletes what it does not match: events are lost.",
                        update(site, "--filter-criteria '{}'"))
                .warning(
                        !String.valueOf(source.functionArn()).endsWith(":" + LambdaQuestions.ALIAS),
                        "The event source calls " + source.functionArn() + ", and not the alias "
                                + LambdaQuestions.ALIAS + ".",
                        "The function starts without its snapshot, seconds slower, and a deployment may not reach it.",
                        update(
                                site,
                                "--function-name " + site.part(LambdaQuestions.CONSUMER) + ":"
                                        + LambdaQuestions.ALIAS));
    }

    private static void pace(Findings findings, Site site, GetEventSourceMappingResponse source) {
        long batch = site.number("BatchSize").orElse((long) site.shipped().batchSize());
        findings.warning(
                        source.batchSize() != null && source.batchSize() != batch,
                        "A batch has " + source.batchSize() + " events at most; the stack asks for " + batch + ".",
                        "Smaller batches make more objects, and S3 dearer.",
                        update(site, "--batch-size " + batch))
                .warning(
                        source.maximumBatchingWindowInSeconds() != null
                                && source.maximumBatchingWindowInSeconds() != site.windowSeconds(),
                        "A batch waits " + source.maximumBatchingWindowInSeconds() + " s; the stack asks for "
                                + site.windowSeconds() + " s.",
                        "Events are stored sooner or later than you think, in more or fewer objects.",
                        update(site, "--maximum-batching-window-in-seconds " + site.windowSeconds()));
    }

    private static String update(Site site, String change) {
        return site.aws(
                "lambda update-event-source-mapping --uuid " + site.part(LambdaQuestions.SOURCE) + " " + change);
    }
}
