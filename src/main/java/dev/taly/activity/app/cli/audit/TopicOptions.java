package dev.taly.activity.app.cli.audit;

import dev.taly.activity.app.AwsClients;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.cli.shell.EndpointOptions;
import dev.taly.activity.app.cli.shell.LocalStackFile;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.SnsTransport;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the topic is: the one that is named, else the local stack's. */
final class TopicOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Without a topic: the directory of the local stack (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Mixin
    private EndpointOptions endpoint;

    /** @param arn of the topic that is named */
    OpenTopic open(Optional<String> arn) {
        return arn.map(this::named).orElseGet(this::ofLocalStack);
    }

    private OpenTopic named(String arn) {
        try {
            return new OpenTopic(endpoint.clients(Optional.of(SnsTransport.regionOf(arn))), arn, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    String.valueOf(e.getMessage()), "--topic-arn takes arn:aws:sns:REGION:ACCOUNT:NAME.", e);
        }
    }

    private OpenTopic ofLocalStack() {
        endpoint.needs("a topic", "--topic-arn");
        LocalEndpoints local = LocalStackFile.running(data, "name a topic with --topic-arn");
        return new OpenTopic(
                AwsClients.ofEmulator(local.snsEndpoint(), SnsTransport.regionOf(local.topicArn())),
                local.topicArn(),
                Optional.of(data));
    }
}
