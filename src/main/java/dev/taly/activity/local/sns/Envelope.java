package dev.taly.activity.local.sns;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Map;

/**
 * What a queue gets where raw delivery is off, <a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">laid out as AWS does</a>. The
 * signature is a placeholder that no verifier accepts.
 */
final class Envelope {
    /** Base64 of "unsigned: local SNS". */
    private static final String NO_SIGNATURE = "dW5zaWduZWQ6IGxvY2FsIFNOUw==";

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Envelope() {}

    static String of(Message message, Subscription subscription, Account account, Instant now) {
        String host = "https://sns." + account.region() + ".amazonaws.com/";
        StringBuilder out = new StringBuilder(message.body().length() + 1024).append("{\n");
        field(out, "Type", "Notification").append(",\n");
        field(out, "MessageId", message.id()).append(",\n");
        field(out, "TopicArn", subscription.topicArn()).append(",\n");
        message.subject().ifPresent(subject -> field(out, "Subject", subject).append(",\n"));
        field(out, "Message", message.body()).append(",\n");
        field(out, "Timestamp", TIMESTAMP.format(now)).append(",\n");
        field(out, "SignatureVersion", "1").append(",\n");
        field(out, "Signature", NO_SIGNATURE).append(",\n");
        field(out, "SigningCertURL", host + "SimpleNotificationService-0000000000000000000000000000000000.pem")
                .append(",\n");
        field(out, "UnsubscribeURL", host + "?Action=Unsubscribe&SubscriptionArn=" + subscription.arn());
        if (!message.attributes().isEmpty()) {
            attributes(out.append(",\n"), message.attributes());
        }
        return out.append("\n}").toString();
    }

    private static StringBuilder field(StringBuilder out, String name, String value) {
        quoted(out.append("  "), name).append(" : ");
        return quoted(out, value);
    }

    private static void attributes(StringBuilder out, Map<String, MessageAttribute> attributes) {
        out.append("  \"MessageAttributes\" : {\n");
        for (Iterator<Map.Entry<String, MessageAttribute>> i =
                        attributes.entrySet().iterator();
                i.hasNext(); ) {
            Map.Entry<String, MessageAttribute> attribute = i.next();
            quoted(out.append("    "), attribute.getKey()).append(" : {\"Type\":");
            quoted(out, attribute.getValue().dataType()).append(",\"Value\":");
            quoted(out, attribute.getValue().value()).append(i.hasNext() ? "},\n" : "}\n");
        }
        out.append("  }");
    }

    private static StringBuilder quoted(StringBuilder out, String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        return out.append('"');
    }
}
