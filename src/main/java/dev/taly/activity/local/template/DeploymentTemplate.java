package dev.taly.activity.local.template;

import static java.util.Objects.requireNonNull;

import dev.taly.activity.local.lambda.SourceMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The template that the deployed stack is made from, read so that the local one is wired alike. A parameter counts with its
 * default. Immutable.
 *
 * <p>What is missing in the template, or of another kind than expected, is an {@link IllegalArgumentException} that names the
 * path.
 */
public final class DeploymentTemplate {
    /** The archive's bucket, as the template calls it. */
    public static final String BUCKET = "Bucket";

    /** The queue for rejected messages, as the template calls it. */
    public static final String DEAD_LETTER_QUEUE = "DeadLetterQueue";

    /** The secret with the keys of pseudonyms, as the template calls it. */
    public static final String PSEUDONYM_KEYS = "PseudonymKeys";

    private static final int TWELVE_HOURS = 43_200;

    private static final String STACK_NAME = "AWS::StackName";

    /** What a stack on this machine is called. */
    private static final String LOCAL_STACK = "activity-local";

    private final Map<String, Object> tree;

    private DeploymentTemplate(Map<String, Object> tree) {
        this.tree = tree;
    }

    /** The template of this build. */
    public static DeploymentTemplate shipped() {
        try (InputStream in = DeploymentTemplate.class.getResourceAsStream("template.yaml")) {
            requireNonNull(in, "template.yaml is not in the jar");
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("template.yaml cannot be read from the jar", e);
        }
    }

    /** The template that this text is. */
    static DeploymentTemplate of(String yaml) {
        return new DeploymentTemplate(TemplateYaml.read(yaml));
    }

    /**
     * All of it, in unmodifiable maps, lists, strings, numbers and booleans; CloudFormation's short tags in their long form,
     * as {@code {Fn::GetAtt: [Queue, Arn]}}.
     */
    public Map<String, Object> tree() {
        return tree;
    }

    /** How events get from the topic to the function. The ranges are those of SQS and Lambda. */
    public SourceMapping sourceMapping() {
        TemplateNode queue = properties("Queue");
        TemplateNode source = properties("ConsumerSource");
        if (source.mapping().containsKey("FilterCriteria")) {
            throw source.at("FilterCriteria").wrong("absent, as Lambda deletes what a filter does not match");
        }
        return new SourceMapping(
                properties("Subscription").at("RawMessageDelivery").flag(),
                queue.at("VisibilityTimeout").seconds(0, TWELVE_HOURS),
                queue.at("RedrivePolicy", "maxReceiveCount").wholeNumber(1, 1000),
                source.at("BatchSize").wholeNumber(1, 10_000),
                source.at("MaximumBatchingWindowInSeconds").seconds(0, 300),
                source.at("ScalingConfig", "MaximumConcurrency").wholeNumber(2, 1000),
                source.at("FunctionResponseTypes").list().contains("ReportBatchItemFailures"),
                properties("Consumer").at("Timeout").seconds(1, 900));
    }

    /**
     * A whole number, from 0, among a resource's properties.
     *
     * @param path the keys that lead to it, such as {@code MemorySize}
     */
    public int number(String resource, String... path) {
        return properties(resource).at(path).wholeNumber(0, Integer.MAX_VALUE);
    }

    /** How many resources there are of that type, such as {@code AWS::CloudWatch::Alarm}, those with a condition included. */
    public int resourcesOf(String type) {
        TemplateNode resources = TemplateNode.root(tree).at("Resources");
        return (int) resources.mapping().keySet().stream()
                .filter(name -> resources.at(name, "Type").value().equals(type))
                .count();
    }

    /**
     * The function's environment variables.
     *
     * @param local what stands locally for the value of a resource: by its name for a {@code !Ref}, as {@link #BUCKET} for
     *     the bucket's name, and with the attribute for a {@code !GetAtt}, as {@code Queue.Arn}
     * @throws IllegalArgumentException also if a variable refers to a resource that {@code local} has no value for
     */
    public Map<String, String> functionEnvironment(Map<String, String> local) {
        TemplateNode variables = properties("Consumer").at("Environment", "Variables");
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : variables.mapping().keySet()) {
            environment.put(name, text(variables.at(name), local));
        }
        return environment;
    }

    private static String text(TemplateNode variable, Map<String, String> local) {
        if (!(variable.value() instanceof Map<?, ?> function)) {
            return variable.value().toString();
        }
        String reference = reference(function);
        String value = reference.equals(STACK_NAME) ? LOCAL_STACK : local.get(reference);
        if (value == null) {
            throw variable.wrong("a text, a parameter or one of the resources " + local.keySet());
        }
        return value;
    }

    /** The key in the caller's values; empty for a function that is neither {@code !Ref} nor {@code !GetAtt}. */
    private static String reference(Map<?, ?> function) {
        if (function.get("Ref") instanceof String name) {
            return name;
        }
        if (function.get("Fn::GetAtt") instanceof List<?> attribute) {
            return attribute.stream().map(String::valueOf).collect(Collectors.joining("."));
        }
        return "";
    }

    private TemplateNode properties(String resource) {
        return TemplateNode.root(tree).at("Resources", resource, "Properties");
    }
}
