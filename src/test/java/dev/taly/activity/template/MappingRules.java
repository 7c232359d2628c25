package dev.taly.activity.template;

import java.util.List;

/** From the queue to the function: what Lambda and SQS demand, and what would lose events. */
final class MappingRules {
    private static final String MAPPING = "AWS::Lambda::EventSourceMapping";

    static final List<Rule> ALL = List.of(
            new Rule(
                    "a batch above 10 has a window",
                    (template, findings) -> template.resources(MAPPING)
                            .forEach((id, mapping) -> findings.expect(
                                    mapping.at("BatchSize").max() <= 10
                                            || mapping.at("MaximumBatchingWindowInSeconds")
                                                            .min()
                                                    >= 1,
                                    id))),
            new Rule(
                    "batch and window are in Lambda's range",
                    (template, findings) -> template.resources(MAPPING)
                            .forEach((id, mapping) -> findings.expect(
                                    mapping.at("BatchSize").min() >= 1
                                            && mapping.at("BatchSize").max() <= 10_000
                                            && mapping.at("MaximumBatchingWindowInSeconds")
                                                            .min()
                                                    >= 0
                                            && mapping.at("MaximumBatchingWindowInSeconds")
                                                            .max()
                                                    <= 300,
                                    id))),
            new Rule(
                    "the mapping has a maximum concurrency and no provisioned pollers",
                    (template, findings) -> template.resources(MAPPING)
                            .forEach((id, mapping) -> findings.expect(
                                    !mapping.at("ProvisionedPollerConfig").exists()
                                            && mapping.at("ScalingConfig", "MaximumConcurrency")
                                                            .min()
                                                    >= 2
                                            && mapping.at("ScalingConfig", "MaximumConcurrency")
                                                            .max()
                                                    <= 1000,
                                    id))),
            Rule.that(
                    "no reserved concurrency",
                    template -> !template.properties("Consumer")
                            .at("ReservedConcurrentExecutions")
                            .exists()),
            Rule.that("visibility covers six timeouts and the window", MappingRules::visibilityIsLongEnough),
            Rule.that(
                    "the queue's age alarm is later than a retry",
                    template ->
                            template.properties("QueueAgeAlarm").at("Threshold").number()
                                    > template.properties("Queue")
                                                    .at("VisibilityTimeout")
                                                    .number()
                                            + window(template).max()),
            new Rule(
                    "the mapping reports batch item failures",
                    (template, findings) -> template.resources(MAPPING)
                            .forEach((id, mapping) -> findings.expect(
                                    mapping.at("FunctionResponseTypes").items().stream()
                                            .anyMatch(type -> type.is("ReportBatchItemFailures")),
                                    id))),
            new Rule(
                    "nothing is filtered",
                    (template, findings) -> template.everything()
                            .filter(node -> node.path().endsWith(".FilterCriteria")
                                    || node.path().endsWith(".FilterPolicy")
                                    || node.path().endsWith(".FilterPolicyScope"))
                            .forEach(node -> findings.expect(false, node.path()))),
            Rule.that(
                    "the mapping is the only source, from the queue to the alias",
                    template -> template.resources(MAPPING).values().stream()
                                            .filter(source ->
                                                    !source.at("EventSourceArn").isAttribute("AlertQueue", "Arn"))
                                            .count()
                                    == 1
                            && template.properties("ConsumerSource")
                                    .at("EventSourceArn")
                                    .isAttribute("Queue", "Arn")
                            && template.properties("ConsumerSource")
                                    .at("FunctionName")
                                    .isRef("Consumer.Alias")
                            && !template.properties("Consumer").at("Events").exists()),
            Rule.that(
                    "the mapping is on",
                    template ->
                            !template.properties("ConsumerSource").at("Enabled").exists()));

    private MappingRules() {}

    private static boolean visibilityIsLongEnough(Node template) {
        long visibility = template.properties("Queue").at("VisibilityTimeout").min();
        long timeout = template.properties("Consumer").at("Timeout").max();
        return timeout >= 1 && visibility >= 6 * timeout + window(template).max() && visibility <= 43_200;
    }

    private static Node window(Node template) {
        return template.properties("ConsumerSource").at("MaximumBatchingWindowInSeconds");
    }
}
