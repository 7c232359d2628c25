package dev.taly.activity.local.sns;

import static dev.taly.activity.local.sns.Sns.DLQ;
import static dev.taly.activity.local.sns.Sns.QUEUE;
import static dev.taly.activity.local.sns.Sns.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionActionsTest {
    private final Sns sns = Sns.withTopic();

    @Test
    void subscribe_twiceGivesTheSameSubscription() {
        String first = sns.subscribe("RawMessageDelivery", "true");

        assertThat(sns.subscribe("RawMessageDelivery", "TRUE")).isEqualTo(first);
        assertThat(sns.subscribe()).isEqualTo(first);
        assertThat(first).startsWith(TOPIC + ":");
    }

    @Test
    void subscribe_againWithOtherAttributesIsRefused() {
        sns.subscribe("RawMessageDelivery", "true");

        assertThatThrownBy(() -> sns.subscribe("RawMessageDelivery", "false"))
                .hasMessageContaining("already exists with different attributes");
        assertThatThrownBy(() -> sns.subscribe("FilterPolicy", "{\"a\":[1]}"))
                .hasMessageContaining("already exists with different attributes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http  | http://x                                        | delivers to sqs only",
                "fax   | " + QUEUE + "                                   | does not support this protocol string: fax",
                "sqs   | ''                                              | SQS endpoint ARN",
                "sqs   | http://localhost/q                              | SQS endpoint ARN",
                "sqs   | arn:aws:sns:us-east-1:000000000000:t            | SQS endpoint ARN",
                "sqs   | arn:aws:sqs:us-east-1:000000000000:q.fifo       | FIFO SQS Queues can not be subscribed",
            })
    void subscribe_refusesAWrongEndpoint(String protocol, String endpoint, String why) {
        assertThatThrownBy(() -> sns.call("Subscribe", "TopicArn", TOPIC, "Protocol", protocol, "Endpoint", endpoint))
                .isInstanceOfSatisfying(SnsException.class, e -> {
                    assertThat(e.code()).isEqualTo("InvalidParameter");
                    assertThat(e.text()).contains(why);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RawMessageDelivery | yes                               | RawMessageDelivery: Invalid value [yes]. Must be",
                "FilterPolicyScope  | Body                              | FilterPolicyScope: Invalid value [Body]",
                "FilterPolicy       | {\"a\":1}                         | FilterPolicy: \"a\" must be an object or an array",
                "RedrivePolicy      | {                                 | RedrivePolicy: failed to parse JSON",
                "RedrivePolicy      | {}                                | RedrivePolicy: deadLetterTargetArn is an invalid arn",
                "RedrivePolicy      | {\"deadLetterTargetArn\":\"dlq\"} | RedrivePolicy: deadLetterTargetArn is an invalid",
                "DeliveryPolicy     | {}                                | AttributeName",
                "Nonsense           | x                                 | AttributeName",
            })
    void attributes_areCheckedWhenSubscribingAndLater(String name, String value, String why) {
        assertThatThrownBy(() -> sns.subscribe(name, value))
                .hasMessageContaining("InvalidParameter: Invalid parameter: Attributes Reason: " + why);

        String arn = sns.subscribe();
        String before = attributes(arn);
        assertThatThrownBy(() -> set(arn, name, value))
                .hasMessageContaining("InvalidParameter: Invalid parameter: " + why);
        assertThat(attributes(arn)).isEqualTo(before);
    }

    @Test
    void attributes_areShownAsSet() {
        String redrive = "{\"deadLetterTargetArn\":\"" + DLQ + "\"}";
        String arn = sns.subscribe("FilterPolicy", "{\"a\": [1]}", "RedrivePolicy", redrive);

        assertThat(attributes(arn))
                .contains(shown("SubscriptionArn", arn))
                .contains(shown("TopicArn", TOPIC))
                .contains(shown("Endpoint", QUEUE))
                .contains(shown("Protocol", "sqs"))
                .contains(shown("Owner", "000000000000"))
                .contains(shown("PendingConfirmation", "false"))
                .contains(shown("RawMessageDelivery", "false"))
                .contains(shown("FilterPolicy", "{&quot;a&quot;: [1]}"))
                .contains(shown("FilterPolicyScope", "MessageAttributes"))
                .contains(shown("RedrivePolicy", redrive.replace("\"", "&quot;")));
    }

    @Test
    void attributes_changeWhatIsDelivered() {
        String arn = sns.subscribe();

        set(arn, "RawMessageDelivery", "true");
        set(arn, "FilterPolicyScope", "MessageBody");
        set(arn, "FilterPolicy", "{\"o\":{\"k\":[\"x\"]}}");
        sns.call("Publish", "TopicArn", TOPIC, "Message", "{\"o\":{\"k\":\"y\"}}");
        sns.call("Publish", "TopicArn", TOPIC, "Message", "{\"o\":{\"k\":\"x\"}}");
        assertThat(sns.queues.bodies(QUEUE)).containsExactly("{\"o\":{\"k\":\"x\"}}");

        set(arn, "FilterPolicy", "{}");
        sns.call("Publish", "TopicArn", TOPIC, "Message", "anything");
        assertThat(sns.queues.bodies(QUEUE)).hasSize(2);
        assertThat(attributes(arn)).doesNotContain("FilterPolicy");
    }

    @Test
    void attributes_scopeCannotBeNarrowedUnderANestedPolicy() {
        String arn = sns.subscribe("FilterPolicyScope", "MessageBody", "FilterPolicy", "{\"o\":{\"k\":[\"x\"]}}");

        assertThatThrownBy(() -> set(arn, "FilterPolicyScope", "MessageAttributes"))
                .hasMessageContaining("nested");
    }

    @Test
    void attributes_ofNoSubscriptionAreNotFound() {
        assertThatThrownBy(() -> attributes(TOPIC + ":none"))
                .hasMessageContaining("NotFound: Subscription does not exist");
        assertThatThrownBy(() -> set(TOPIC + ":none", "RawMessageDelivery", "true"))
                .hasMessageContaining("NotFound: Subscription does not exist");
        assertThatThrownBy(() -> set(TOPIC + "x:none", "RawMessageDelivery", "true"))
                .hasMessageContaining("NotFound: Subscription does not exist");
        assertThatThrownBy(() -> attributes("none")).hasMessageContaining("InvalidParameter");
    }

    @Test
    void unsubscribe_endsDeliveryAndMayComeTwice() {
        String arn = sns.subscribe("RawMessageDelivery", "true");

        sns.call("Unsubscribe", "SubscriptionArn", arn);
        sns.call("Unsubscribe", "SubscriptionArn", arn);
        sns.call("Publish", "TopicArn", TOPIC, "Message", "hello");

        assertThat(sns.queues.in(QUEUE)).isEmpty();
        assertThatThrownBy(() -> sns.call("Unsubscribe", "SubscriptionArn", TOPIC))
                .hasMessageContaining("SubscriptionId");
    }

    @Test
    void list_givesEverySubscriptionOnceOverItsPages() {
        Set<String> subscribed = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 205; i++) {
            subscribed.add(sns.subscribeQueue("arn:aws:sqs:us-east-1:000000000000:q" + i));
        }

        for (String[] request : new String[][] {{"ListSubscriptions"}, {"ListSubscriptionsByTopic", TOPIC}}) {
            List<String> listed = new ArrayList<>();
            String page = page(request, "");
            listed.addAll(arns(page));
            while (page.contains("<NextToken>")) {
                page = page(request, Sns.element("NextToken", page));
                listed.addAll(arns(page));
            }
            assertThat(listed).hasSize(205).containsExactlyInAnyOrderElementsOf(subscribed);
        }
        assertThatThrownBy(() -> page(new String[] {"ListSubscriptions"}, "!")).hasMessageContaining("NextToken");
    }

    @Test
    void subscribe_fromManyThreadsAtOnceMakesOneSubscription() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<String>> arns = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                arns.add(threads.submit(() -> {
                    start.await();
                    return sns.subscribe();
                }));
            }
            start.countDown();
            Set<String> distinct = ConcurrentHashMap.newKeySet();
            for (Future<String> arn : arns) {
                distinct.add(arn.get());
            }
            assertThat(distinct).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private String page(String[] request, String token) {
        List<String> parameters = new ArrayList<>();
        if (request.length > 1) {
            parameters.addAll(List.of("TopicArn", request[1]));
        }
        if (!token.isEmpty()) {
            parameters.addAll(List.of("NextToken", token));
        }
        return sns.call(request[0], parameters.toArray(String[]::new));
    }

    private static List<String> arns(String page) {
        List<String> arns = new ArrayList<>();
        String[] parts = page.split("<SubscriptionArn>", -1);
        for (int i = 1; i < parts.length; i++) {
            arns.add(parts[i].substring(0, parts[i].indexOf('<')));
        }
        return arns;
    }

    private String attributes(String arn) {
        return sns.call("GetSubscriptionAttributes", "SubscriptionArn", arn);
    }

    private void set(String arn, String name, String value) {
        sns.call("SetSubscriptionAttributes", "SubscriptionArn", arn, "AttributeName", name, "AttributeValue", value);
    }

    private static String shown(String name, String value) {
        return "<key>" + name + "</key><value>" + value + "</value>";
    }
}
