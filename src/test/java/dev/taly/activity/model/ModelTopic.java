package dev.taly.activity.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topic, and its subscription that leads to the queue. */
final class ModelTopic {
    private final ModelQueue queue;
    private final Chance chance;
    private final List<Item> items;
    private final boolean raw;
    private final boolean strict;
    private final Set<Integer> taken = new HashSet<>();
    private final Set<Integer> refused = new HashSet<>();
    private int messages;

    /**
     * A topic.
     *
     * @param items all there are, by number
     * @param strict whether it refuses what is {@link Item.Kind#DISLIKED}, with or without other faults
     * @param raw whether the queue gets the text itself, and not an envelope around it
     */
    ModelTopic(ModelQueue queue, Chance chance, List<Item> items, boolean strict, boolean raw) {
        this.queue = queue;
        this.chance = chance;
        this.items = items;
        this.strict = strict;
        this.raw = raw;
    }

    Item item(String text) {
        return items.get(Item.numberIn(text));
    }

    boolean isStrict() {
        return strict;
    }

    /** It is durable from now on. */
    void take(Item item, String text, Map<String, String> attributes) {
        taken.add(item.number());
        String id = "t" + messages++;
        int deliveries = chance.strikes(Fault.TOPIC_DELIVERS_TWICE) ? 2 : 1;
        for (int i = 0; i < deliveries; i++) {
            if (raw) {
                queue.send(item, text, text, null, attributes);
            } else {
                queue.send(item, envelope(id, text), text, id, Map.of());
            }
        }
    }

    void refuse(Item item) {
        refused.add(item.number());
    }

    boolean hasTaken(Item item) {
        return taken.contains(item.number());
    }

    boolean hasRefused(Item item) {
        return refused.contains(item.number());
    }

    private static String envelope(String id, String text) {
        return "{\"Type\":\"Notification\",\"MessageId\":\"" + id
                + "\",\"TopicArn\":\"arn:aws:sns:us-east-1:000000000000:events\",\"Message\":\""
                + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }
}
