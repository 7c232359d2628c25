package dev.taly.activity.model;

import dev.taly.activity.local.lambda.LocalFunction;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One invocation of the function: its time, the moment at which it is killed, if it is, and whom the faults in it may
 * harm. Whatever the function does passes {@link #step}.
 */
final class Invocation implements LocalFunction.Invocation {
    /** What the function keeps back of its time to answer. */
    private static final long ANSWER_NANOS = 2_000_000_000L;

    private final String requestId;
    private final List<QueuedMessage> batch;
    private final VirtualTime time;
    private final long deadline;
    private final Set<String> blamed = new HashSet<>();
    private final Map<String, Integer> linesBefore = new HashMap<>();
    private final Map<String, Integer> letters = new HashMap<>();
    private final Map<String, Integer> conflicts = new HashMap<>();
    private int stepsToLive;
    private boolean killed;
    private boolean everybodyBlamed;
    private boolean eventsBlamed;
    private boolean lettersBlamed;

    Invocation(String requestId, List<QueuedMessage> batch, VirtualTime time, long limitNanos, int stepsToLive) {
        this.requestId = requestId;
        this.batch = batch;
        this.time = time;
        this.deadline = time.nanos() + limitNanos;
        this.stepsToLive = stepsToLive;
    }

    /** Ends the process here, if it is to be killed now; after that nothing that it does has any effect. */
    void step() {
        if (killed || stepsToLive-- == 0) {
            killed = true;
            throw new Killed();
        }
    }

    boolean isKilled() {
        return killed;
    }

    long deadline() {
        return deadline;
    }

    /** Until then the function waits for something; later nobody does any more. */
    long lastWait() {
        return deadline - ANSWER_NANOS;
    }

    // Whom a fault may harm.

    /** That write went wrong: a receipt harms every event, an object its own partition. */
    void blame(String key) {
        if (key.startsWith("receipts/")) {
            eventsBlamed = true;
        } else {
            blamed.add(key.substring(0, key.lastIndexOf('/') + 1));
        }
    }

    void blameLetter(String firstId) {
        blamed.add("letter " + firstId);
    }

    void blameLetters() {
        lettersBlamed = true;
    }

    void blameEverybody() {
        everybodyBlamed = true;
    }

    /** Counts the conflicts about that key. */
    int conflict(String key) {
        return conflicts.merge(key, 1, Integer::sum);
    }

    boolean mayFail(QueuedMessage message) {
        boolean event = message.rejection() == null;
        return everybodyBlamed
                || (event && (eventsBlamed || blamed.contains(message.partition())))
                || (!event && (lettersBlamed || blamed.contains("letter " + message.firstId())));
    }

    // What it did.

    List<QueuedMessage> batch() {
        return batch;
    }

    /** Remembers how often the batch's lines are stored. */
    void rememberLines(ModelBucket bucket) {
        batch.stream()
                .filter(message -> message.rejection() == null)
                .forEach(message -> linesBefore.put(message.line(), bucket.count(message.line())));
    }

    Map<String, Integer> linesBefore() {
        return linesBefore;
    }

    /** Counts a letter that arrived, and says how many there were for that message. */
    int letter(String firstId) {
        return letters.merge(firstId, 1, Integer::sum);
    }

    // What the function may ask of Lambda.

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public Duration timeLeft() {
        step();
        return Duration.ofNanos(deadline - time.nanos());
    }
}
