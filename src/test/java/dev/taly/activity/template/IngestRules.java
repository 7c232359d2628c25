package dev.taly.activity.template;

import dev.taly.activity.app.IngestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The HTTP door: an API, its function, and the secret of its tokens. */
final class IngestRules {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");
    private static final Map<String, String> RESOURCES = Map.of(
            "Topic", "arn:aws:sns:eu-west-1:123456789012:activity-events",
            "IngestTokens", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:IngestTokens-1a2B3c4D-x9Y8z7");
    /** What the access log may say: no header, no body, no query, no address. */
    private static final Set<String> LOGGED = Set.of(
            "requestId",
            "requestTime",
            "routeKey",
            "status",
            "responseLatency",
            "responseLength",
            "integrationStatus",
            "error.responseType");

    static final List<Rule> ALL = List.of(
            Rule.that(
                    "the door's handler exists and reads streams",
                    template -> FunctionRules.handlerExists(template, "Ingest")),
            Rule.that(
                    "the door runs as the consumer does, by a snapshot behind an alias",
                    template ->
                            List.of("Runtime", "Architectures", "CodeUri", "SnapStart", "AutoPublishAliasAllProperties")
                                            .stream()
                                            .allMatch(name -> template.properties("Ingest")
                                                            .at(name)
                                                            .exists()
                                                    && template.properties("Ingest")
                                                            .at(name)
                                                            .value()
                                                            .equals(template.properties("Consumer")
                                                                    .at(name)
                                                                    .value()))
                                    && template.properties("Ingest")
                                            .at("AutoPublishAlias")
                                            .exists()),
            Rule.that(
                    "another value of a variable of the door is another version",
                    template -> parameters(template)
                            .equals(REFERENCE
                                    .matcher(template.properties("Ingest")
                                            .at("VersionDescription", "Fn::Sub")
                                            .text())
                                    .results()
                                    .map(result -> result.group(1))
                                    .collect(Collectors.toSet()))),
            Rule.that(
                    "the door's variables are those that its settings read",
                    template -> variables(template)
                            .keySet()
                            .equals(FunctionRules.withMetrics(FunctionRules.read(
                                    IngestSettings::of,
                                    Map.of(
                                            "TOPIC_ARN", RESOURCES.get("Topic"),
                                            "TOKENS_SECRET_ARN", RESOURCES.get("IngestTokens")))))),
            Rule.that(
                    "the door's variables name the topic and the secret",
                    template -> at(template, "TOPIC_ARN").isRef("Topic")
                            && at(template, "TOKENS_SECRET_ARN").isRef("IngestTokens")),
            Rule.that("the door's settings accept its variables", IngestRules::settingsAccept),
            Rule.that(
                    "the door has time to answer, and the API waits for it",
                    template -> template.properties("Ingest").at("Timeout").number() * 1_000
                                    >= template.at("Parameters", "PublishTimeoutMillis", "MaxValue")
                                                    .number()
                                            + 17_000
                            && template.properties("HttpIntegration")
                                            .at("TimeoutInMillis")
                                            .number()
                                    >= template.properties("Ingest")
                                                    .at("Timeout")
                                                    .number()
                                            * 1_000),
            Rule.that(
                    "the door's concurrency can be bounded, and need not be",
                    template -> Map.of(
                                            "Fn::If",
                                            List.of(
                                                    "HasIngestConcurrency",
                                                    Map.of("Ref", "IngestConcurrency"),
                                                    Map.of("Ref", "AWS::NoValue")))
                                    .equals(template.properties("Ingest")
                                            .at("ReservedConcurrentExecutions")
                                            .value())
                            && template.at("Conditions", "HasIngestConcurrency").exists()
                            && template.at("Parameters", "IngestConcurrency", "Default")
                                            .number()
                                    == 0),
            Rule.that(
                    "the API hands requests to the alias, in payload 2.0",
                    template -> template.properties("HttpIntegration")
                                    .at("IntegrationUri")
                                    .isRef("Ingest.Alias")
                            && template.properties("HttpIntegration")
                                    .at("IntegrationType")
                                    .is("AWS_PROXY")
                            && template.properties("HttpIntegration")
                                    .at("PayloadFormatVersion")
                                    .is("2.0")),
            Rule.that(
                    "the API has the door's three routes and no other",
                    template -> template.resources("AWS::ApiGatewayV2::Route").values().stream()
                                    .map(route -> route.at("RouteKey").text())
                                    .collect(Collectors.toCollection(ArrayList::new))
                                    .containsAll(List.of("ANY /log-activity", "ANY /healthz", "ANY /openapi.json"))
                            && template.resources("AWS::ApiGatewayV2::Route").size() == 3
                            && template.resources("AWS::ApiGatewayV2::Route").values().stream()
                                    .allMatch(route -> route.at("Target").isSub("integrations/${HttpIntegration}")
                                            && route.at("ApiId").isRef("HttpApi"))),
            Rule.that(
                    "only this API may start the door, by its alias",
                    template -> template.resources("AWS::Lambda::Permission").size() == 1
                            && template.properties("IngestPermission")
                                    .at("FunctionName")
                                    .isRef("Ingest.Alias")
                            && template.properties("IngestPermission")
                                    .at("Principal")
                                    .is("apigateway.amazonaws.com")
                            && template.properties("IngestPermission")
                                    .at("SourceArn")
                                    .isSub(
                                            "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${HttpApi}/*")),
            Rule.that(
                    "the API bounds what comes in",
                    template -> template.properties("HttpStage")
                                    .at("DefaultRouteSettings", "ThrottlingRateLimit")
                                    .isRef("HttpRequestsPerSecond")
                            && template.properties("HttpStage")
                                    .at("DefaultRouteSettings", "ThrottlingBurstLimit")
                                    .isRef("HttpBurst")
                            && template.properties("HttpStage").at("StageName").is("$default")
                            && template.properties("HttpStage").at("AutoDeploy").is(true)),
            Rule.that("the access log holds no secret and no person", IngestRules::logsLittle),
            Rule.that(
                    "the door may publish and read its tokens and no more",
                    template -> template.properties("Ingest").at("Role").isAttribute("IngestRole", "Arn")
                            && !template.properties("Ingest").at("Policies").exists()
                            && template.properties("IngestRole")
                                            .at("Policies")
                                            .items()
                                            .size()
                                    == 1
                            && PolicyRules.granted(template.properties("IngestRole")
                                            .at("Policies")
                                            .items()
                                            .get(0))
                                    .equals(Set.of(
                                            "sns:Publish on Ref=Topic",
                                            "secretsmanager:GetSecretValue on Ref=IngestTokens",
                                            "logs:CreateLogStream on Fn::GetAtt=[IngestLogs, Arn]",
                                            "logs:PutLogEvents on Fn::GetAtt=[IngestLogs, Arn]"))),
            Rule.that(
                    "the secret starts without tokens and outlives the stack",
                    template -> template.properties("IngestTokens")
                                    .at("SecretString")
                                    .is("{\"tokens\":[]}")
                            && template.resource("IngestTokens")
                                    .at("DeletionPolicy")
                                    .is("Retain")
                            && template.resource("IngestTokens")
                                    .at("UpdateReplacePolicy")
                                    .is("Retain")),
            Rule.that(
                    "the door's logs forget",
                    template -> template.properties("Ingest")
                                    .at("LoggingConfig", "LogGroup")
                                    .isRef("IngestLogs")
                            && template.properties("IngestLogs")
                                    .at("RetentionInDays")
                                    .isRef("LogRetentionDays")
                            && template.properties("HttpLogs")
                                    .at("RetentionInDays")
                                    .isRef("LogRetentionDays")),
            Rule.that(
                    "a door that fails rings",
                    template -> rings(template, "Errors", "Ingest")
                            && rings(template, "Throttles", "Ingest")
                            && rings(template, "5xx", "HttpApi")),
            Rule.that(
                    "clients find the door and operators its secret",
                    template -> template.at("Outputs", "LogActivityUrl", "Value")
                                    .isSub("${HttpApi.ApiEndpoint}/log-activity")
                            && template.at("Outputs", "IngestTokensArn", "Value")
                                    .isRef("IngestTokens")));

    private IngestRules() {}

    private static Map<String, Node> variables(Node template) {
        return template.properties("Ingest").at("Environment", "Variables").entries();
    }

    private static Node at(Node template, String variable) {
        return template.properties("Ingest").at("Environment", "Variables", variable);
    }

    private static Set<String> parameters(Node template) {
        return variables(template).values().stream()
                .filter(variable -> variable.parameter().exists())
                .map(variable -> variable.at("Ref").text())
                .collect(Collectors.toSet());
    }

    private static boolean rings(Node template, String metric, String resource) {
        return template.resources("AWS::CloudWatch::Alarm").values().stream()
                .anyMatch(alarm -> alarm.at("MetricName").is(metric)
                        && alarm.at("Dimensions").items().stream()
                                .anyMatch(dimension -> dimension.at("Value").isRef(resource)));
    }

    private static boolean logsLittle(Node template) {
        String format = template.properties("HttpStage")
                .at("AccessLogSettings", "Format")
                .text();
        Set<String> logged = Pattern.compile("\\$context\\.([A-Za-z.]+)")
                .matcher(format)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        return LOGGED.containsAll(logged)
                && logged.contains("status")
                && template.properties("HttpStage")
                        .at("AccessLogSettings", "DestinationArn")
                        .isAttribute("HttpLogs", "Arn");
    }

    /** With the defaults, and with both ends of what the parameters allow. */
    private static boolean settingsAccept(Node template) {
        Map<String, String> defaults = new TreeMap<>();
        variables(template)
                .forEach((name, variable) -> defaults.put(
                        name,
                        RESOURCES.getOrDefault(
                                variable.at("Ref").text(), variable.byDefault().text())));
        List<Map<String, String>> environments = new ArrayList<>(List.of(defaults));
        variables(template).forEach((name, variable) -> {
            Set<String> values = new TreeSet<>();
            variable.parameter().at("AllowedValues").items().forEach(value -> values.add(value.text()));
            List.of("MinValue", "MaxValue").stream()
                    .map(bound -> variable.parameter().at(bound))
                    .filter(Node::exists)
                    .forEach(bound -> values.add(bound.text()));
            values.forEach(value -> {
                Map<String, String> changed = new TreeMap<>(defaults);
                changed.put(name, value);
                environments.add(changed);
            });
        });
        try {
            environments.forEach(IngestSettings::of);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
