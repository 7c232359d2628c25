package dev.taly.activity.model;

import dev.taly.activity.event.EventRules;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A message of the queue, and what is to become of it according to the rules, worked out here without the product's help. */
final class QueuedMessage {
    private static final String FIRST_ID = "rejection.messageId";
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":\"([^\"]+)\"");

    final String id;
    final Item item;
    /** As it lies in the queue. */
    final String body;
    /** The event in it, without an envelope. */
    final String text;
    /** For an event without an id, the id that it gets; null to get the queue's. */
    final @Nullable String topicsId;

    final Map<String, String> attributes;
    final Instant sentAt;
    private final @Nullable String rejection;
    private final String partition;
    private final String line;

    int receives;
    long visibleAt;
    boolean deleted;
    /** Whether a letter of the consumer ever arrived for it. */
    boolean lettered;

    QueuedMessage(
            String id,
            Item item,
            String body,
            String text,
            @Nullable String topicsId,
            Map<String, String> attributes,
            Instant sentAt) {
        this.id = id;
        this.item = item;
        this.body = body;
        this.text = text;
        this.topicsId = topicsId;
        this.attributes = Map.copyOf(attributes);
        this.sentAt = sentAt;
        String timestamp = timestamp();
        this.rejection = whyRejected(timestamp);
        this.partition = "events/tenant=" + item.tenant() + "/date=" + timestamp.substring(0, 10) + "/";
        this.line = completed();
    }

    /** The id that it had when the queue first had it. */
    String firstId() {
        return attributes.getOrDefault(FIRST_ID, id);
    }

    /** As it goes back to the queue, under a new id. */
    QueuedMessage again(String newId, Map<String, String> newAttributes, Instant now) {
        return new QueuedMessage(newId, item, body, text, topicsId, newAttributes, now);
    }

    /** The code that it is to be rejected with; null if it is to be stored. */
    @Nullable
    String rejection() {
        return rejection;
    }

    /** Where its line belongs. */
    String partition() {
        return partition;
    }

    /** Its line: the text, and in their places id and level where they are missing, and receivedAt. */
    String line() {
        return line;
    }

    private @Nullable String whyRejected(String timestamp) {
        if (item.kind().rejection != null) {
            return item.kind().rejection;
        }
        boolean ahead = Instant.parse(timestamp).isAfter(sentAt.plus(EventRules.MAX_AHEAD));
        return ahead ? "timestamp_out_of_range" : null;
    }

    private String completed() {
        String derivedId = topicsId != null ? "sns-" + topicsId : "sqs-" + firstId();
        String named = item.id() != null ? text : "{\"id\":\"" + derivedId + "\"," + text.substring(1);
        String levelled = named.contains("\"level\"")
                ? named
                : named.replace(",\"metadata\"", ",\"level\":\"info\",\"metadata\"");
        return levelled.substring(0, levelled.length() - 1) + ",\"receivedAt\":\"" + sentAt + "\"}";
    }

    private String timestamp() {
        Matcher timestamp = TIMESTAMP.matcher(text);
        if (!timestamp.find()) {
            throw new IllegalStateException("no timestamp in " + text);
        }
        return timestamp.group(1);
    }

    @Override
    public String toString() {
        return id + " (item " + item.number() + ", " + item.tenant() + ", " + item.kind() + ")";
    }
}
