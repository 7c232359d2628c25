package dev.taly.activity.deploy;

import static dev.taly.activity.deploy.StackValues.list;
import static dev.taly.activity.deploy.StackValues.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.taly.activity.app.AwsClients;
import dev.taly.activity.local.template.DeploymentTemplate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The queues, topics, subscriptions, buckets and the pseudonyms' keys of template.yaml, made on an emulator with every property that the
 * template gives them.
 *
 * <p>By the services' own calls, because moto's CloudFormation leaves out policies and subscriptions without a word.
 *
 * @param values the template's, with the names that the resources have there
 */
record MotoStack(AwsClients clients, StackValues values) {
    static final String STACK = "activity-moto";

    private static final JsonMapper JSON = new JsonMapper();

    /** All of it. Its buckets cannot be used: see {@link #deployForUse}. */
    static MotoStack deploy(MotoServer server) {
        MotoStack stack = withoutBucketPolicies(server);
        stack.setBucketPolicies(statement -> true);
        return stack;
    }

    /** moto 5.2 denies what a Deny names, whatever its condition says; so this leaves out a bucket's statements with one. */
    static MotoStack deployForUse(MotoServer server) {
        MotoStack stack = withoutBucketPolicies(server);
        stack.setBucketPolicies(statement -> !statement.containsKey("Condition"));
        return stack;
    }

    private static MotoStack withoutBucketPolicies(MotoServer server) {
        StackValues names = new StackValues(DeploymentTemplate.shipped().tree(), MotoNames.of(server, STACK));
        AwsClients clients = server.clients();
        Map<String, String> known = new HashMap<>(names.known());
        known.put("PseudonymKeys", makeKeys(clients, names.properties("PseudonymKeys")));
        MotoStack stack = new MotoStack(clients, new StackValues(names.template(), Map.copyOf(known)));
        stack.makeQueues();
        stack.makeTopics();
        stack.values.ids("AWS::S3::Bucket").forEach(stack::makeBucket);
        stack.makePolicies();
        return stack;
    }

    /** A random password in the secret's text, as CloudFormation makes it. */
    private static String makeKeys(AwsClients clients, Map<String, Object> properties) {
        Map<String, Object> generate = map(properties.get("GenerateSecretString"));
        try (SecretsManagerClient secrets = clients.secrets()) {
            String password = secrets.getRandomPassword(
                            random -> random.passwordLength(((Number) generate.get("PasswordLength")).longValue())
                                    .excludePunctuation((Boolean) generate.get("ExcludePunctuation")))
                    .randomPassword();
            Map<String, Object> text = new LinkedHashMap<>(
                    read(generate.get("SecretStringTemplate").toString()));
            text.put(generate.get("GenerateStringKey").toString(), password);
            return secrets.createSecret(create -> create.name(STACK + "-keys").secretString(json(text)))
                    .arn();
        }
    }

    private void makeQueues() {
        try (SqsClient sqs = clients.sqs()) {
            // All of them before their attributes, which name others.
            for (String id : values.ids("AWS::SQS::Queue")) {
                String name = values.properties(id).get("QueueName").toString();
                sqs.createQueue(create -> create.queueName(name));
            }
            for (String id : values.ids("AWS::SQS::Queue")) {
                sqs.setQueueAttributes(
                        set -> set.queueUrl(values.known().get(id)).attributesWithStrings(attributes(id, "QueueName")));
            }
        }
    }

    private void makeTopics() {
        try (SnsClient sns = clients.sns()) {
            for (String id : values.ids("AWS::SNS::Topic")) {
                Map<String, String> attributes = attributes(id, "TopicName");
                String name = values.properties(id).get("TopicName").toString();
                sns.createTopic(create -> create.name(name).attributes(attributes));
            }
            for (String id : values.ids("AWS::SNS::Subscription")) {
                Map<String, Object> properties = values.properties(id);
                sns.subscribe(subscribe -> subscribe
                        .topicArn(properties.get("TopicArn").toString())
                        .protocol(properties.get("Protocol").toString())
                        .endpoint(properties.get("Endpoint").toString())
                        .attributes(attributes(id, "TopicArn", "Protocol", "Endpoint"))
                        .returnSubscriptionArn(true));
            }
        }
    }

    private void makeBucket(String id) {
        try (MotoBucket bucket = new MotoBucket(clients.s3(), values.known().get(id))) {
            bucket.make(values.properties(id));
        }
    }

    private void makePolicies() {
        try (SqsClient sqs = clients.sqs();
                SnsClient sns = clients.sns()) {
            for (String id : values.ids("AWS::SQS::QueuePolicy")) {
                for (Object url : list(values.properties(id).get("Queues"))) {
                    sqs.setQueueAttributes(
                            set -> set.queueUrl(url.toString()).attributesWithStrings(Map.of("Policy", policy(id))));
                }
            }
            for (String id : values.ids("AWS::SNS::TopicPolicy")) {
                for (Object arn : list(values.properties(id).get("Topics"))) {
                    sns.setTopicAttributes(set ->
                            set.topicArn(arn.toString()).attributeName("Policy").attributeValue(policy(id)));
                }
            }
        }
    }

    private void setBucketPolicies(Predicate<Map<String, Object>> kept) {
        for (String id : values.ids("AWS::S3::BucketPolicy")) {
            Map<String, Object> document =
                    new LinkedHashMap<>(map(values.properties(id).get("PolicyDocument")));
            List<?> statements = list(document.get("Statement")).stream()
                    .filter(statement -> kept.test(map(statement)))
                    .toList();
            document.put("Statement", statements);
            try (MotoBucket bucket = new MotoBucket(
                    clients.s3(), values.properties(id).get("Bucket").toString())) {
                if (!statements.isEmpty()) {
                    bucket.setPolicy(json(document));
                }
            }
        }
    }

    /** The JSON of a policy resource's document. */
    String policy(String id) {
        return json(values.properties(id).get("PolicyDocument"));
    }

    /** All properties but those, as SQS and SNS take attributes: by the same names, as texts, and JSON for what has parts. */
    Map<String, String> attributes(String id, String... but) {
        Map<String, Object> properties = new LinkedHashMap<>(values.properties(id));
        for (String name : but) {
            properties.remove(name);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        properties.forEach((name, value) ->
                attributes.put(name, value instanceof Map<?, ?> ? json(value) : value.toString()));
        return attributes;
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Map<String, Object> read(String json) {
        try {
            return map(JSON.readValue(json, Map.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
