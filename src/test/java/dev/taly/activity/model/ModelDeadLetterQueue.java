package dev.taly.activity.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The dead letter queue: what was redriven, and the consumer's letters. */
final class ModelDeadLetterQueue {
    private final List<DeadLetter> letters = new ArrayList<>();

    /**
     * One of it.
     *
     * @param message whose it is
     * @param attributes as they lie there
     * @param redriven by the queue, for being received too often; else the consumer's letter
     */
    record DeadLetter(QueuedMessage message, Map<String, String> attributes, boolean redriven) {}

    void redrive(QueuedMessage message) {
        letters.add(new DeadLetter(message, message.attributes, true));
    }

    void add(QueuedMessage message, Map<String, String> attributes) {
        message.lettered = true;
        letters.add(new DeadLetter(message, attributes, false));
    }

    List<DeadLetter> letters() {
        return letters;
    }

    boolean holdsItem(int number) {
        return letters.stream().anyMatch(letter -> letter.message().item.number() == number);
    }

    /** Takes one away to have it replayed, with the id that it first had, as a replay must keep it. */
    void replay(DeadLetter letter, ModelQueue queue) {
        letters.remove(letter);
        Map<String, String> attributes = new HashMap<>(letter.attributes());
        attributes.put("rejection.messageId", letter.message().firstId());
        queue.sendAgain(letter.message(), attributes);
    }
}
