package dev.taly.activity.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.app.ConsumerFunction;
import dev.taly.activity.app.Settings;
import dev.taly.activity.app.Wiring;
import dev.taly.activity.app.stack.LocalContext;
import dev.taly.activity.local.lambda.EventSourceMapping;
import dev.taly.activity.local.lambda.SqsSource;
import dev.taly.activity.local.template.DeploymentTemplate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The consumer with the variables, batches and times that the template gives it, on the queue of a stack. */
final class MotoConsumer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private MotoConsumer() {}

    /** Works off the queue. */
    static void drain(MotoStack stack, Map<String, String> otherVariables) {
        DeploymentTemplate template = DeploymentTemplate.shipped();
        Map<String, String> environment =
                new HashMap<>(template.functionEnvironment(stack.values().known()));
        environment.putAll(otherVariables);
        ConsumerFunction function = new ConsumerFunction(Wiring.consumer(Settings.of(environment), stack.clients()));
        Map<String, String> known = stack.values().known();
        try (SqsClient sqs = stack.clients().sqs();
                EventSourceMapping mapping = EventSourceMapping.start(
                        new SqsSource(sqs, known.get("Queue"), known.get("Queue.Arn")),
                        (event, answer, invocation) ->
                                function.handleRequest(event, answer, new LocalContext("consumer", invocation)),
                        template.sourceMapping())) {
            assertThat(mapping.drain(PATIENCE)).as("the queue is worked off").isTrue();
        }
    }
}
