package dev.taly.activity.app.cli.cost;

import dev.taly.activity.local.lambda.SourceMapping;
import dev.taly.activity.local.template.DeploymentTemplate;
import dev.taly.activity.watch.metrics.Metric;
import java.util.Arrays;

/**
 * What the template says that costs money. Memory is in MB.
 *
 * @param metrics those that the code makes, each counted once; each value of a label is one more
 */
record Deployment(
        Batching batching,
        int retentionDays,
        int writers,
        int consumerMemory,
        int doorMemory,
        int alertMemory,
        Batching alertBatching,
        int metrics,
        int alarms,
        int dashboards,
        int secrets) {

    static Deployment shipped() {
        DeploymentTemplate template = DeploymentTemplate.shipped();
        SourceMapping source = template.sourceMapping();
        return new Deployment(
                new Batching(source.batchSize(), (int) source.window().toSeconds(), source.maximumConcurrency()),
                template.number("Bucket", "ObjectLockConfiguration", "Rule", "DefaultRetention", "Days"),
                template.number("Consumer", "Environment", "Variables", "WRITE_CONCURRENCY"),
                template.number("Consumer", "MemorySize"),
                template.number("Ingest", "MemorySize"),
                template.number("AlertFunction", "MemorySize"),
                new Batching(
                        template.number("AlertSource", "BatchSize"),
                        template.number("AlertSource", "MaximumBatchingWindowInSeconds"),
                        template.number("AlertSource", "ScalingConfig", "MaximumConcurrency")),
                (int) Arrays.stream(Metric.values())
                        .filter(metric -> metric.cloudWatch().isPresent())
                        .count(),
                template.resourcesOf("AWS::CloudWatch::Alarm"),
                template.resourcesOf("AWS::CloudWatch::Dashboard"),
                template.resourcesOf("AWS::SecretsManager::Secret"));
    }
}
