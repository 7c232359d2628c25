package dev.taly.activity.app.alert;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.watch.alert.Alert;
import dev.taly.activity.watch.alert.AlertChannel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Sends alerts to a topic: to people as a text, to queues, functions and web hooks as the JSON of {@link Alert#facts} with a {@code
 * text} (<a href="https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html">a
 * payload for each protocol</a>). The attributes {@code severity}, {@code rule} and {@code tenantId} are for filter policies. Safe
 * for any number of threads.
 */
public final class SnsAlerts implements AlertChannel {
    /** Below <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">SNS's</a> 100. */
    private static final int MAX_SUBJECT = 99;

    private static final List<String> FOR_MACHINES = List.of("sqs", "lambda", "http", "https", "firehose");
    private static final JsonMapper JSON = new JsonMapper();

    private final SnsClient sns;
    private final String topicArn;

    /** To that topic. The caller keeps and closes the client. */
    public SnsAlerts(SnsClient sns, String topicArn) {
        this.sns = requireNonNull(sns, "sns is null");
        this.topicArn = requireNonNull(topicArn, "topicArn is null");
    }

    @Override
    public void deliver(Alert alert) {
        sns.publish(publish -> publish.topicArn(topicArn)
                .subject(subject(alert))
                .messageStructure("json")
                .message(message(alert))
                .messageAttributes(Map.of(
                        "severity", text(alert.severity().wire()),
                        "rule", text(alert.rule()),
                        "tenantId", text(alert.tenantId()))));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    /** In ASCII, as SNS wants it. */
    static String subject(Alert alert) {
        String subject = "[" + alert.severity().wire() + "] " + alert.title() + " (" + alert.tenantId() + ")";
        String ascii = subject.replaceAll("[^ -~]", "?");
        return ascii.length() <= MAX_SUBJECT ? ascii : ascii.substring(0, MAX_SUBJECT - 3) + "...";
    }

    static String message(Alert alert) {
        ObjectNode facts = JSON.valueToTree(alert.facts());
        facts.put("text", alert.sentence());
        ObjectNode byProtocol = JSON.createObjectNode()
                .put("default", onOneLine(alert.sentence()))
                .put("email", mail(alert))
                .put("email-json", facts.toString());
        FOR_MACHINES.forEach(protocol -> byProtocol.put(protocol, facts.toString()));
        try {
            return JSON.writeValueAsString(byProtocol);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert cannot be written", e);
        }
    }

    private static String mail(Alert alert) {
        StringBuilder mail = new StringBuilder();
        mail.append(alert.title()).append("\n\n");
        line(mail, "severity", alert.severity().wire());
        line(mail, "tenant", alert.tenantId());
        alert.about().ifPresent(key -> line(mail, alert.by().wire(), key));
        line(mail, "first", alert.first().toString());
        line(mail, "last", alert.time().toString());
        line(mail, "count", Integer.toString(alert.count()));
        if (!alert.details().isEmpty()) {
            line(mail, "details", alert.details());
        }
        if (!alert.eventIds().isEmpty()) {
            line(mail, "events", String.join(" ", alert.eventIds()));
        }
        line(mail, "rule", alert.rule());
        line(mail, "alert", alert.id());
        return mail.append("\nThe alert is an event, too: activity query --tenant ")
                .append(alert.tenantId())
                .append(" --action ")
                .append(Alert.ACTION)
                .append('\n')
                .toString();
    }

    private static void line(StringBuilder mail, String name, String value) {
        mail.append(String.format(Locale.ROOT, "%-9s %s\n", name, onOneLine(value)));
    }

    /** A name that a sender chose must not look like a line of ours. */
    private static String onOneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
    }
}
