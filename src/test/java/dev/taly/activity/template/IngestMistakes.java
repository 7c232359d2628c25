package dev.taly.activity.template;

import static dev.taly.activity.template.Mistakes.attribute;
import static dev.taly.activity.template.Mistakes.sub;
import static dev.taly.activity.template.Mutation.add;
import static dev.taly.activity.template.Mutation.remove;
import static dev.taly.activity.template.Mutation.set;

import java.util.List;
import java.util.Map;

/** Mistakes around the HTTP door. */
final class IngestMistakes {
    private static final String DOOR = "Resources/Ingest/Properties/";
    private static final String VARIABLES = DOOR + "Environment/Variables/";
    private static final String ROLE = "Resources/IngestRole/Properties/Policies/0/PolicyDocument/Statement/";
    private static final String STAGE = "Resources/HttpStage/Properties/";
    private static final String INTEGRATION = "Resources/HttpIntegration/Properties/";
    private static final String PERMISSION = "Resources/IngestPermission/Properties/";

    static final List<Mutation> ALL = List.of(
            set(
                    "the door's handler exists and reads streams",
                    DOOR + "Handler",
                    "dev.taly.activity.app.Ingest::handleRequest"),
            remove("the door runs as the consumer does, by a snapshot behind an alias", DOOR + "SnapStart"),
            remove("the door runs as the consumer does, by a snapshot behind an alias", DOOR + "AutoPublishAlias"),
            set("the door runs as the consumer does, by a snapshot behind an alias", DOOR + "Runtime", "java21"),
            set(
                    "another value of a variable of the door is another version",
                    DOOR + "VersionDescription",
                    sub("catalogue ${ActionCatalogue}")),
            remove("the door's variables are those that its settings read", VARIABLES + "RATE_BURST"),
            set("the door's variables are those that its settings read", VARIABLES + "TOKEN_FILE", "x"),
            set("the door's variables name the topic and the secret", VARIABLES + "TOPIC_ARN", Map.of("Ref", "Queue")),
            set("the door's settings accept its variables", VARIABLES + "TOKENS_FILE", "tokens.json"),
            set("the door's settings accept its variables", "Parameters/PublishTimeoutMillis/MinValue", 0),
            set("the door's settings accept its variables", "Parameters/ClientIpHeader/Default", "X Client"),
            set("the door has time to answer, and the API waits for it", DOOR + "Timeout", 26),
            remove("the door's concurrency can be bounded, and need not be", DOOR + "ReservedConcurrentExecutions"),
            set("the door's concurrency can be bounded, and need not be", DOOR + "ReservedConcurrentExecutions", 5),
            set("the door has time to answer, and the API waits for it", INTEGRATION + "TimeoutInMillis", 10_000),
            set(
                    "the API hands requests to the alias, in payload 2.0",
                    INTEGRATION + "IntegrationUri",
                    attribute("Ingest", "Arn")),
            set("the API hands requests to the alias, in payload 2.0", INTEGRATION + "PayloadFormatVersion", "1.0"),
            remove("the API has the door's three routes and no other", "Resources/HealthRoute"),
            set(
                    "the API has the door's three routes and no other",
                    "Resources/HealthRoute/Properties/RouteKey",
                    "$default"),
            set("only this API may start the door, by its alias", PERMISSION + "FunctionName", Map.of("Ref", "Ingest")),
            remove("only this API may start the door, by its alias", PERMISSION + "SourceArn"),
            remove("the API bounds what comes in", STAGE + "DefaultRouteSettings/ThrottlingRateLimit"),
            remove("the API bounds what comes in", STAGE + "AutoDeploy"),
            set(
                    "the access log holds no secret and no person",
                    STAGE + "AccessLogSettings/Format",
                    "$context.status $context.identity.sourceIp"),
            set(
                    "the access log holds no secret and no person",
                    STAGE + "AccessLogSettings/Format",
                    "$context.status $context.integrationErrorMessage"),
            remove("the access log holds no secret and no person", STAGE + "AccessLogSettings"),
            add("the door may publish and read its tokens and no more", ROLE + "2/Action", "logs:CreateLogGroup"),
            set(
                    "the door may publish and read its tokens and no more",
                    ROLE + "1/Action",
                    "secretsmanager:PutSecretValue"),
            remove("the door may publish and read its tokens and no more", DOOR + "Role"),
            set(
                    "the secret starts without tokens and outlives the stack",
                    "Resources/IngestTokens/Properties/SecretString",
                    "{\"tokens\":[{}]}"),
            remove("the secret starts without tokens and outlives the stack", "Resources/IngestTokens/DeletionPolicy"),
            remove("the door's logs forget", "Resources/HttpLogs/Properties/RetentionInDays"),
            remove("the door's logs forget", DOOR + "LoggingConfig"),
            remove("a door that fails rings", "Resources/HttpFailuresAlarm"),
            set(
                    "a door that fails rings",
                    "Resources/IngestErrorsAlarm/Properties/Dimensions/0/Value",
                    Map.of("Ref", "Consumer")),
            set(
                    "every alarm has the dimension of its metric",
                    "Resources/HttpFailuresAlarm/Properties/Dimensions/0/Name",
                    "ApiName"),
            set("every alarm watches a real metric", "Resources/HttpFailuresAlarm/Properties/MetricName", "5XXError"),
            remove("clients find the door and operators its secret", "Outputs/LogActivityUrl"));

    private IngestMistakes() {}
}
