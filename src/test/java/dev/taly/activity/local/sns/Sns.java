package dev.taly.activity.local.sns;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The actions on fake queues, called with names and values. Ids count up, the clock stands still. */
final class Sns {
    static final Account ACCOUNT = new Account("us-east-1", "000000000000");
    static final Instant NOW = Instant.parse("2026-03-28T12:45:33.120Z");
    static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:activity-events";
    static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:activity-queue";
    static final String DLQ = "arn:aws:sqs:us-east-1:000000000000:activity-dlq";

    final FakeQueues queues = new FakeQueues();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Actions actions =
            new Actions(ACCOUNT, queues, Clock.fixed(NOW, ZoneOffset.UTC), () -> "id-" + lastId.incrementAndGet());

    static Sns withTopic() {
        Sns sns = new Sns();
        sns.call("CreateTopic", "Name", "activity-events");
        return sns;
    }

    /** Subscribes {@link #QUEUE}; gives the subscription's ARN. */
    String subscribe(String... attributes) {
        return subscribeQueue(QUEUE, attributes);
    }

    String subscribeQueue(String queueArn, String... attributes) {
        String[] parameters = new String[6 + attributes.length * 2];
        System.arraycopy(
                new String[] {"TopicArn", TOPIC, "Protocol", "sqs", "Endpoint", queueArn}, 0, parameters, 0, 6);
        for (int i = 0; i < attributes.length; i++) {
            String kind = i % 2 == 0 ? ".key" : ".value";
            parameters[6 + i * 2] = "Attributes.entry." + (i / 2 + 1) + kind;
            parameters[7 + i * 2] = attributes[i];
        }
        return element("SubscriptionArn", call("Subscribe", parameters));
    }

    String call(String action, String... namesAndValues) {
        StringJoiner form = new StringJoiner("&").add("Action=" + action + "&Version=2010-03-31");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.add(encode(namesAndValues[i]) + "=" + encode(namesAndValues[i + 1]));
        }
        return actions.answer(QueryForm.parse(form.toString()), "request-1");
    }

    static String element(String name, String xml) {
        Matcher element = Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL)
                .matcher(xml);
        if (!element.find()) {
            throw new AssertionError("no " + name + " in " + xml);
        }
        return element.group(1);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
