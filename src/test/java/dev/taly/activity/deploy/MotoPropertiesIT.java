package dev.taly.activity.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An emulator of other people takes every property of the template's queues, topics and buckets, and has it afterwards. */
final class MotoPropertiesIT {
    private static final JsonMapper JSON = new JsonMapper();

    /** moto 5.2 takes these, and gives them back to nobody. */
    private static final Set<String> UNREADABLE = Set.of("RedriveAllowPolicy", "NotificationConfiguration");

    private static MotoServer server;
    private static MotoStack stack;

    @BeforeAll
    static void deploy() throws IOException {
        server = MotoServer.startOrSkip();
        stack = MotoStack.deploy(server);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void queues_haveTheirAttributesAndPolicies() {
        try (SqsClient sqs = stack.clients().sqs()) {
            assertThat(stack.values().ids("AWS::SQS::Queue")).isNotEmpty().allSatisfy(id -> {
                Map<String, String> there = sqs.getQueueAttributes(get ->
                                get.queueUrl(stack.values().known().get(id)).attributeNames(QueueAttributeName.ALL))
                        .attributesAsStrings();
                assertThat(there)
                        .containsEntry("QueueArn", stack.values().known().get(id + ".Arn"));
                expect(id, stack.attributes(id, "QueueName"), there);
                expect(id, Map.of("Policy", policyOf("AWS::SQS::QueuePolicy", "Queues", id)), there);
            });
        }
    }

    @Test
    void topics_haveTheirAttributesAndPolicies() {
        try (SnsClient sns = stack.clients().sns()) {
            assertThat(stack.values().ids("AWS::SNS::Topic")).isNotEmpty().allSatisfy(id -> {
                Map<String, String> there = sns.getTopicAttributes(
                                get -> get.topicArn(stack.values().known().get(id)))
                        .attributes();
                expect(id, stack.attributes(id, "TopicName"), there);
                expect(id, Map.of("Policy", policyOf("AWS::SNS::TopicPolicy", "Topics", id)), there);
            });
        }
    }

    @Test
    void subscription_isTheTemplates() {
        try (SnsClient sns = stack.clients().sns()) {
            String topic = stack.values().known().get("Topic");
            assertThat(sns.listSubscriptionsByTopic(list -> list.topicArn(topic))
                            .subscriptions())
                    .singleElement()
                    .satisfies(subscription -> expect(
                            "Subscription",
                            stack.attributes("Subscription"),
                            sns.getSubscriptionAttributes(get -> get.subscriptionArn(subscription.subscriptionArn()))
                                    .attributes()));
        }
    }

    @Test
    void buckets_haveTheirPropertiesAndPolicies() {
        assertThat(stack.values().ids("AWS::S3::Bucket")).isNotEmpty().allSatisfy(id -> {
            Map<String, Object> properties = new LinkedHashMap<>(stack.values().properties(id));
            properties.keySet().removeAll(UNREADABLE);
            try (MotoBucket bucket = bucket(id)) {
                assertThat(tree(MotoStack.json(bucket.read(properties.keySet()))))
                        .isEqualTo(tree(wordsOf(properties)));
                assertThat(tree(bucket.policy())).isEqualTo(tree(policyOf("AWS::S3::BucketPolicy", "Bucket", id)));
            }
        });
    }

    private static MotoBucket bucket(String id) {
        return new MotoBucket(stack.clients().s3(), stack.values().known().get(id));
    }

    /** A rule without a prefix is one for all objects. */
    private static String wordsOf(Map<String, Object> properties) {
        Map<String, Object> words = new LinkedHashMap<>(properties);
        List<Object> rules = new ArrayList<>();
        for (Object rule : StackValues.list(
                StackValues.map(properties.get("LifecycleConfiguration")).get("Rules"))) {
            Map<String, Object> whole = new LinkedHashMap<>(StackValues.map(rule));
            whole.putIfAbsent("Prefix", "");
            rules.add(whole);
        }
        words.put("LifecycleConfiguration", Map.of("Rules", rules));
        return MotoStack.json(words);
    }

    /** The document of the one policy resource of that resource. */
    private static String policyOf(String type, String property, String id) {
        List<String> policies = stack.values().ids(type).stream()
                .filter(policy -> StackValues.list(
                                stack.values().properties(policy).get(property))
                        .contains(stack.values().known().get(id)))
                .toList();
        assertThat(policies).as("policies of " + id).hasSize(1);
        return stack.policy(policies.get(0));
    }

    private static void expect(String id, Map<String, String> expected, Map<String, String> there) {
        expected.forEach((name, value) -> {
            if (UNREADABLE.contains(name)) {
                return;
            }
            assertThat(there).as(id).containsKey(name);
            assertThat(tree(there.get(name))).as(id + " " + name).isEqualTo(tree(value));
        });
    }

    /** JSON without regard to the order of keys and to texts or numbers; what is no JSON is a text. */
    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }
}
