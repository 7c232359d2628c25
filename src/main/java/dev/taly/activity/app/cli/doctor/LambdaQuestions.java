package dev.taly.activity.app.cli.doctor;

import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What Lambda is asked about the consumer. */
final class LambdaQuestions {
    static final String CONSUMER = "Consumer";
    static final String SOURCE = "ConsumerSource";

    /** What the template calls the alias that the queue calls. */
    static final String ALIAS = "live";

    private LambdaQuestions() {}

    /** What the alias stands for; nothing where there is no such function or alias. */
    static Question<Optional<GetFunctionConfigurationResponse>> function(Site site) {
        String name = site.part(CONSUMER);
        return Question.of("lambda:GetFunctionConfiguration", CONSUMER, aws -> {
            try {
                return Optional.of(aws.lambda()
                        .getFunctionConfiguration(get -> get.functionName(name).qualifier(ALIAS)));
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** How much concurrency is reserved for it; nothing for no bound of its own. */
    static Question<Optional<Integer>> concurrency(Site site) {
        String name = site.part(CONSUMER);
        return Question.of(
                "lambda:GetFunctionConcurrency",
                CONSUMER,
                aws -> Optional.ofNullable(aws.lambda()
                        .getFunctionConcurrency(get -> get.functionName(name))
                        .reservedConcurrentExecutions()));
    }

    /** Nothing where there is no such mapping. */
    static Question<Optional<GetEventSourceMappingResponse>> source(Site site) {
        String uuid = site.part(SOURCE);
        return Question.of("lambda:GetEventSourceMapping", SOURCE, aws -> {
            try {
                return Optional.of(aws.lambda().getEventSourceMapping(get -> get.uuid(uuid)));
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }
}
