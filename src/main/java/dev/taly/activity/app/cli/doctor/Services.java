package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.app.AwsClients;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Clients, each made when it is first needed. For one thread. */
final class Services implements AutoCloseable {
    private final AwsClients clients;
    private final Map<Class<?>, SdkAutoCloseable> made = new HashMap<>();

    Services(AwsClients clients) {
        this.clients = clients;
    }

    /** To make clients that somebody else closes. */
    AwsClients clients() {
        return clients;
    }

    SqsClient sqs() {
        return once(SqsClient.class, AwsClients::sqs);
    }

    SnsClient sns() {
        return once(SnsClient.class, AwsClients::sns);
    }

    S3Client s3() {
        return once(S3Client.class, AwsClients::s3);
    }

    CloudFormationClient cloudFormation() {
        return once(CloudFormationClient.class, aws -> aws.other(CloudFormationClient.builder()));
    }

    LambdaClient lambda() {
        return once(LambdaClient.class, aws -> aws.other(LambdaClient.builder()));
    }

    CloudWatchClient cloudWatch() {
        return once(CloudWatchClient.class, aws -> aws.other(CloudWatchClient.builder()));
    }

    private <C extends SdkAutoCloseable> C once(Class<C> type, Function<AwsClients, C> make) {
        return type.cast(made.computeIfAbsent(type, first -> make.apply(clients)));
    }

    @Override
    public void close() {
        made.values().forEach(SdkAutoCloseable::close);
    }
}
