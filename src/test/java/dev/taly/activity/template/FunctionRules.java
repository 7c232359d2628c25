package dev.taly.activity.template;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.taly.activity.app.FunctionMetrics;
import dev.taly.activity.app.Settings;
import dev.taly.activity.local.template.DeploymentTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The consumer function. */
final class FunctionRules {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

    static final List<Rule> ALL = List.of(
            Rule.that(
                    "the function runs on Java 25 on ARM",
                    template -> consumer(template).at("Runtime").is("java25")
                            && consumer(template).at("Architectures").value() instanceof List<?> architectures
                            && architectures.equals(List.of("arm64"))),
            Rule.that("the handler exists and reads streams", FunctionRules::handlerExists),
            Rule.that(
                    "SnapStart has an alias to reach it by",
                    template -> consumer(template).at("SnapStart", "ApplyOn").is("PublishedVersions")
                            && consumer(template).at("AutoPublishAlias").exists()
                            && consumer(template)
                                    .at("AutoPublishAliasAllProperties")
                                    .is(true)),
            Rule.that(
                    "another value of a variable's parameter is another version",
                    template -> parametersOfVariables(template)
                            .equals(REFERENCE
                                    .matcher(consumer(template)
                                            .at("VersionDescription", "Fn::Sub")
                                            .text())
                                    .results()
                                    .map(result -> result.group(1))
                                    .collect(Collectors.toSet()))),
            Rule.that(
                    "the variables are those that the settings read",
                    template ->
                            variables(template).keySet().equals(withMetrics(read(Settings::of, variablesThatWork())))),
            Rule.that(
                    "the function's figures are this stack's",
                    template -> template.resources("AWS::Serverless::Function").values().stream()
                            .allMatch(function -> function.at("Environment", "Variables", FunctionMetrics.STACK)
                                    .isRef("AWS::StackName"))),
            Rule.that("the settings accept the variables", FunctionRules::settingsAccept),
            Rule.that(
                    "the variables name the bucket and the dead letter queue",
                    template -> variables(template).containsKey("BUCKET")
                            && variables(template).get("BUCKET").isRef("Bucket")
                            && variables(template).containsKey("DLQ_URL")
                            && variables(template).get("DLQ_URL").isRef("DeadLetterQueue")),
            Rule.that(
                    "the layer's files are where Lambda puts them",
                    template -> variables(template)
                                    .getOrDefault("CONFIG_DIR", template.at("nothing"))
                                    .is("/opt/activity")
                            && List.of(
                                            "HasConfigLayer",
                                            List.of(Map.of("Ref", "ConfigLayerArn")),
                                            Map.of("Ref", "AWS::NoValue"))
                                    .equals(consumer(template)
                                            .at("Layers", "Fn::If")
                                            .value())),
            Rule.that(
                    "the pseudonyms' keys are random, outlive the stack and are the function's",
                    template -> variables(template)
                                    .getOrDefault("PSEUDONYM_KEYS", template.at("nothing"))
                                    .isRef("PseudonymKeys")
                            && template.resource("PseudonymKeys")
                                    .at("DeletionPolicy")
                                    .is("Retain")
                            && template.resource("PseudonymKeys")
                                    .at("UpdateReplacePolicy")
                                    .is("Retain")
                            && keys(template).at("GenerateStringKey").is("k1")
                            && keys(template).at("SecretStringTemplate").is("{\"current\": \"k1\"}")
                            && keys(template).at("PasswordLength").number() >= 64
                            && !template.properties("PseudonymKeys")
                                    .at("SecretString")
                                    .exists()),
            Rule.that(
                    "the function has memory and time in Lambda's range",
                    template -> consumer(template).at("MemorySize").number() >= 512
                            && consumer(template).at("MemorySize").number() <= 10_240
                            && consumer(template).at("Timeout").number() >= 30
                            && consumer(template).at("Timeout").number() <= 900),
            Rule.that(
                    "the function logs to a group that forgets",
                    template ->
                            consumer(template).at("LoggingConfig", "LogGroup").isRef("ConsumerLogs")
                                    && template.properties("ConsumerLogs")
                                            .at("RetentionInDays")
                                            .isRef("LogRetentionDays")));

    private FunctionRules() {}

    private static Node consumer(Node template) {
        return template.properties("Consumer");
    }

    private static Node keys(Node template) {
        return template.properties("PseudonymKeys").at("GenerateSecretString");
    }

    private static Map<String, Node> variables(Node template) {
        return consumer(template).at("Environment", "Variables").entries();
    }

    private static Set<String> parametersOfVariables(Node template) {
        return variables(template).values().stream()
                .filter(variable -> variable.parameter().exists())
                .map(variable -> variable.at("Ref").text())
                .collect(Collectors.toSet());
    }

    private static boolean handlerExists(Node template) {
        return handlerExists(template, "Consumer");
    }

    static boolean handlerExists(Node template, String function) {
        String[] handler = template.properties(function).at("Handler").text().split("::", -1);
        try {
            return handler.length == 2
                    && handler[1].equals("handleRequest")
                    && RequestStreamHandler.class.isAssignableFrom(Class.forName(handler[0]))
                    && Class.forName(handler[0]).getConstructor() != null;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** The names that settings ask for: they are given a map that takes them down. */
    static Set<String> read(Consumer<Map<String, String>> settings, Map<String, String> variablesThatWork) {
        Set<String> asked = new TreeSet<>();
        settings.accept(new HashMap<>(variablesThatWork) {
            @Override
            public String get(Object name) {
                asked.add(name.toString());
                return super.get(name);
            }

            @Override
            public String getOrDefault(Object name, String otherwise) {
                asked.add(name.toString());
                return super.getOrDefault(name, otherwise);
            }

            @Override
            public boolean containsKey(Object name) {
                asked.add(name.toString());
                return super.containsKey(name);
            }
        });
        return asked;
    }

    /** And the one that says whose figures a function's are. */
    static Set<String> withMetrics(Set<String> variables) {
        Set<String> more = new TreeSet<>(variables);
        more.add(FunctionMetrics.STACK);
        return more;
    }

    private static Map<String, String> variablesThatWork() {
        return Map.of(
                "BUCKET", "activity-log",
                "DLQ_URL", "http://localhost/000000000000/activity-dlq",
                "PSEUDONYM_KEYS", "keys.json");
    }

    /** With the defaults, and with both ends of what the parameters allow. */
    private static boolean settingsAccept(Node template) {
        Map<String, String> resources = Map.of(
                DeploymentTemplate.BUCKET, "activity-bucket-1x2y3z",
                DeploymentTemplate.DEAD_LETTER_QUEUE, "https://sqs.eu-west-1.amazonaws.com/123456789012/activity-dlq",
                DeploymentTemplate.PSEUDONYM_KEYS, "arn:aws:secretsmanager:eu-west-1:123456789012:secret:keys-1x2y3z");
        Map<String, String> defaults = new TreeMap<>();
        variables(template)
                .forEach((name, variable) -> defaults.put(
                        name,
                        resources.getOrDefault(
                                variable.at("Ref").text(), variable.byDefault().text())));
        if (!accepted(defaults)) {
            return false;
        }
        return variables(template).entrySet().stream()
                .filter(variable -> variable.getValue().parameter().exists())
                .allMatch(variable -> extremes(variable.getValue()).stream().allMatch(value -> {
                    Map<String, String> changed = new TreeMap<>(defaults);
                    changed.put(variable.getKey(), value);
                    return accepted(changed);
                }));
    }

    private static Set<String> extremes(Node variable) {
        Set<String> values = new TreeSet<>();
        variable.parameter().at("AllowedValues").items().forEach(value -> values.add(value.text()));
        for (String bound : List.of("MinValue", "MaxValue")) {
            if (variable.parameter().at(bound).exists()) {
                values.add(variable.parameter().at(bound).text());
            }
        }
        return values;
    }

    private static boolean accepted(Map<String, String> environment) {
        try {
            Settings.of(environment);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
