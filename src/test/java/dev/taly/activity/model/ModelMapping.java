package dev.taly.activity.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lambda's event source mapping: batches from the queue, partial failures, deletes. */
final class ModelMapping {
    private static final long LIMIT_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int LONG_LIFE = Integer.MAX_VALUE;
    private static final int MOST_STEPS = 30;

    private final VirtualTime time;
    private final Chance chance;
    private final Steps steps;
    private final Findings findings;
    private final Tally tally;
    private final ModelQueue queue;
    private final ModelBucket bucket;
    private final ModelFunction function;
    private final List<QueuedMessage> notDeletedYet = new ArrayList<>();
    private int invocations;

    ModelMapping(
            VirtualTime time,
            Chance chance,
            Steps steps,
            Findings findings,
            Tally tally,
            ModelQueue queue,
            ModelBucket bucket,
            ModelFunction function) {
        this.time = time;
        this.chance = chance;
        this.steps = steps;
        this.findings = findings;
        this.tally = tally;
        this.queue = queue;
        this.bucket = bucket;
        this.function = function;
    }

    /** Takes a batch through the function, and says whether there was one. */
    boolean poll(int most) {
        List<QueuedMessage> before = List.copyOf(notDeletedYet);
        List<QueuedMessage> batch = new ArrayList<>(queue.receive(most));
        if (!batch.isEmpty()) {
            if (chance.strikes(Fault.QUEUE_TWICE_IN_A_BATCH)) {
                batch.add(chance.pick(batch));
            }
            invoke(batch);
        }
        notDeletedYet.removeAll(before);
        before.forEach(queue::delete);
        return !batch.isEmpty();
    }

    private void invoke(List<QueuedMessage> batch) {
        Invocation invocation = invocation(batch);
        invocation.rememberLines(bucket);
        steps.note("invocation %s of %s", invocation.requestId(), batch);
        Optional<byte[]> answer = function.invoke(SqsEventText.of(batch), invocation);
        checkDuplicates(invocation);
        if (answer.isEmpty()) {
            tally.reached("invocation without an answer");
            steps.note("  no answer");
        } else if (!chance.strikes(Fault.FUNCTION_ANSWER_LOST)) {
            settle(invocation, answer.get());
        }
    }

    private Invocation invocation(List<QueuedMessage> batch) {
        String id = "i" + invocations++;
        boolean hurried = chance.strikes(Fault.FUNCTION_SHORT_OF_TIME);
        long limit = hurried ? Duration.ofMillis(chance.below(3_000)).toNanos() : LIMIT_NANOS;
        int stepsToLive = chance.strikes(Fault.FUNCTION_KILLED) ? chance.below(MOST_STEPS) : LONG_LIFE;
        Invocation invocation = new Invocation(id, batch, time, limit, stepsToLive);
        if (hurried) {
            invocation.blameEverybody();
        }
        return invocation;
    }

    private void settle(Invocation invocation, byte[] answer) {
        List<QueuedMessage> batch = invocation.batch();
        Set<String> failed = FunctionAnswer.failedIds(answer, batch, findings);
        steps.note("  failed: %s", failed);
        List<QueuedMessage> done = new ArrayList<>();
        for (QueuedMessage message : new LinkedHashSet<>(batch)) {
            if (failed.contains(message.id)) {
                tally.reached("message failed");
                findings.expect(invocation.mayFail(message), Promise.OTHERS_GO_ON, "%s failed needlessly", message);
            } else {
                checkSafe(message);
                done.add(message);
            }
        }
        delete(done);
    }

    private void delete(List<QueuedMessage> done) {
        if (!done.isEmpty() && chance.strikes(Fault.QUEUE_OVERLAPPING_BATCHES)) {
            // Another poller has them again before they are deleted.
            done.forEach(message -> message.visibleAt = time.nanos());
            notDeletedYet.addAll(done);
            return;
        }
        for (QueuedMessage message : done) {
            if (!chance.strikes(Fault.QUEUE_DELETE_LOST)) {
                queue.delete(message);
            }
        }
    }

    private void checkSafe(QueuedMessage message) {
        if (message.rejection() == null) {
            tally.reached("message stored");
            findings.expect(
                    bucket.count(message.line()) > 0,
                    Promise.ACKNOWLEDGED_IS_SAFE,
                    "%s is acknowledged and not stored",
                    message);
        } else {
            tally.reached("message rejected");
            findings.expect(
                    message.lettered, Promise.ACKNOWLEDGED_IS_SAFE, "%s is acknowledged without a letter", message);
        }
    }

    /** A line may be stored once for each message that gives it. */
    private void checkDuplicates(Invocation invocation) {
        invocation.linesBefore().forEach((line, before) -> {
            long messages = invocation.batch().stream()
                    .filter(message ->
                            message.rejection() == null && message.line().equals(line))
                    .map(message -> message.id)
                    .distinct()
                    .count();
            findings.expect(
                    bucket.count(line) - before <= messages,
                    Promise.NO_NEEDLESS_DUPLICATE,
                    "one invocation stored the line twice: %s",
                    line);
        });
    }
}
