package dev.taly.activity.model;

import dev.taly.activity.model.Findings.Finding;
import dev.taly.activity.model.Item.Kind;
import dev.taly.activity.model.ModelDeadLetterQueue.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One random history of the whole flow: a while with faults, then a while without, and then the account. */
final class Schedule {
    private static final List<String> TENANTS = List.of("acme", "beta", "gamma");
    private static final int MOST_STEPS = 40;
    private static final int MOST_ROUNDS = 200;

    private final VirtualTime time = new VirtualTime();
    private final Steps steps = new Steps(time);
    private final Findings findings = new Findings(steps);
    private final List<Item> items = new ArrayList<>();
    private final ModelClock functionClock = new ModelClock(time);
    private final ModelDeadLetterQueue deadLetters = new ModelDeadLetterQueue();
    private final Tally tally;
    private final Chance chance;
    private final ModelQueue queue;
    private final ModelBucket bucket;
    private final ModelTopic topic;
    private final ModelFunction function;
    private final ModelMapping mapping;
    private final List<ModelService> services;

    /**
     * Prepares it.
     *
     * @param tally counts along, over all schedules that have it
     */
    Schedule(long seed, Tally tally) {
        this.tally = tally;
        this.chance = new Chance(seed, tally, steps);
        this.queue = new ModelQueue(time, chance, steps, tally, deadLetters, chance.between(1, 4));
        this.bucket = new ModelBucket(queue, findings);
        boolean strict = chance.percent(70);
        this.topic = new ModelTopic(queue, chance, items, strict, chance.percent(70));
        this.function = new ModelFunction(time, functionClock, chance, findings, bucket, deadLetters);
        this.mapping = new ModelMapping(time, chance, steps, findings, tally, queue, bucket, function);
        function.refuseTenant(chance.pick(TENANTS));
        this.services = List.of(
                new ModelService("p1", time, chance, findings, tally, topic),
                new ModelService("p2", time, chance, findings, tally, topic));
    }

    /** Plays it to its end, or until a promise is broken. */
    List<Finding> play() {
        int most = chance.between(5, MOST_STEPS);
        for (int i = 0; i < most && findings.isEmpty(); i++) {
            step();
        }
        if (findings.isEmpty()) {
            drain();
            check();
        }
        return findings.all();
    }

    List<String> steps() {
        return steps.lines();
    }

    private void step() {
        int kind = chance.below(100);
        if (kind < 25) {
            publish();
        } else if (kind < 45) {
            chance.pick(services).send();
        } else if (kind < 75) {
            mapping.poll(chance.between(1, 12));
        } else if (kind < 83) {
            time.advanceMillis(chance.percent(50) ? chance.below(1_000) : chance.below(200_000));
        } else if (kind < 89) {
            for (int i = chance.between(1, 4); i > 0; i--) {
                bypassTheClient();
            }
        } else if (kind < 92) {
            replayOne();
        } else if (kind < 94) {
            bucket.land();
        } else {
            disturb();
        }
    }

    private void publish() {
        ModelService service = chance.pick(services);
        int events = chance.between(1, 8);
        for (int i = 0; i < events; i++) {
            Item item = newItem(chance.percent(5) ? Kind.DISLIKED : Kind.VALID, true);
            steps.note("publish item %d of %s", item.number(), item.tenant());
            service.publish(item, chance.percent(20));
        }
    }

    /** What others send to the topic or the queue: valid or not, some without an id. */
    private void bypassTheClient() {
        Kind kind = chance.percent(50) ? Kind.VALID : chance.pick(List.of(Kind.values()));
        Item item = newItem(kind, chance.percent(50));
        long offset = chance.percent(20) ? chance.below(3_600) : -chance.below(200_000);
        String text = item.text(time.now().plusSeconds(offset).toString());
        Map<String, String> attributes = Map.of("sender", "of another kind", "a", "b");
        if (chance.percent(50)) {
            topic.take(item, text, attributes);
        } else {
            queue.send(item, text, text, null, attributes);
        }
    }

    /** Some take the id of another: two events then, that both have to be kept. */
    private Item newItem(Kind kind, boolean withId) {
        int number = items.size();
        String id = chance.percent(5) && number > 0
                ? items.get(chance.below(number)).id()
                : "e" + number;
        boolean has = withId && id != null;
        Item item = new Item(number, has ? id : withId ? "e" + number : null, chance.pick(TENANTS), kind);
        items.add(item);
        return item;
    }

    private void replayOne() {
        if (!deadLetters.letters().isEmpty()) {
            replay(chance.pick(deadLetters.letters()));
        }
    }

    private void replay(DeadLetter letter) {
        steps.note("replay %s", letter.message());
        tally.reached("message replayed");
        deadLetters.replay(letter, queue);
    }

    private void disturb() {
        queue.bringBackADeletedOne();
        function.refuseTenant(chance.percent(50) ? chance.pick(TENANTS) : null);
        if (chance.strikes(Fault.CLOCK_JUMPS)) {
            functionClock.skew(jump());
        }
        if (chance.strikes(Fault.CLOCK_JUMPS)) {
            chance.pick(services).clock().skew(jump());
        }
        if (chance.percent(30)) {
            chance.pick(services).hurry();
        }
        if (chance.strikes(Fault.PUBLISHER_CLOSED_EARLY)) {
            chance.pick(services).close();
        }
    }

    private Duration jump() {
        return Duration.ofSeconds(chance.between(-100_000, 100_000));
    }

    private void drain() {
        steps.note("no more faults");
        chance.calm();
        function.refuseTenant(null);
        while (bucket.land()) {
            // What was still on its way arrives.
        }
        services.forEach(ModelService::drain);
        if (chance.percent(50)) {
            List.copyOf(deadLetters.letters()).forEach(this::replay);
        }
        for (int i = 0; i < MOST_ROUNDS && !queue.isEmpty(); i++) {
            if (!mapping.poll(12)) {
                time.advance(Duration.ofNanos(ModelQueue.VISIBILITY_NANOS));
            }
        }
        mapping.poll(12);
    }

    private void check() {
        findings.expect(queue.isEmpty(), Promise.DRAINED, "the queue does not get empty");
        services.forEach(ModelService::check);
        boolean[] stored = new boolean[items.size()];
        bucket.lines().forEach(line -> stored[Item.numberIn(line)] = true);
        for (Item item : items) {
            boolean toldLost = services.stream().anyMatch(service -> service.knowsLost(item));
            boolean neverAccepted = !topic.hasTaken(item)
                    && services.stream().noneMatch(service -> service.accepted().contains(item))
                    && !queue.knows(item);
            findings.expect(
                    stored[item.number()] || deadLetters.holdsItem(item.number()) || toldLost || neverAccepted,
                    Promise.CONSERVED,
                    "item %d of %s is gone",
                    item.number(),
                    item.tenant());
        }
    }
}
