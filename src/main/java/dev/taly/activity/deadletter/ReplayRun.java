package dev.taly.activity.deadletter;

import dev.taly.activity.deadletter.Replay.Plan;
import dev.taly.activity.deadletter.Replay.Result;
import dev.taly.activity.deadletter.Replay.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** One replay on its way. To be used by one thread. */
final class ReplayRun {
    /** SQS's clock and ours may differ by so much. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** So many batches of which nothing arrives mean that nothing will. */
    private static final int HOPELESS = 3;

    private final Plan plan;
    private final Browse browse;
    private final LetterSender consumer;
    private final Pace pace;
    private final Instant start;
    private final LongConsumer progress;
    private final BooleanSupplier stop;

    /** Letters of the plan that wait for their turn. */
    private final Queue<Letter> waiting = new ArrayDeque<>();
    /** By its first id a letter is known again when it comes back. */
    private final Set<String> sentFirstIds = new HashSet<>();

    private final Map<String, Long> failures = new TreeMap<>();
    private Consumer<List<Letter>> beforeSending = letters -> {};
    private int refusedInARow;
    private long looked;
    private long sent;
    private long deleted;
    private long cameBack;

    /** @param start by our clock */
    ReplayRun(
            Plan plan,
            Browse browse,
            LetterSender consumer,
            Pace pace,
            Instant start,
            LongConsumer progress,
            BooleanSupplier stop) {
        this.plan = plan;
        this.browse = browse;
        this.consumer = consumer;
        this.pace = pace;
        this.start = start;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Goes on until that many letters were tried since the beginning, or there are no more.
     *
     * @param each hears of every letter that was sent
     */
    void sendUpTo(long total, Consumer<Letter> each) {
        while (tried() < total && refusedInARow < HOPELESS && !stop.getAsBoolean()) {
            if (waiting.isEmpty() && !look()) {
                break;
            }
            List<Letter> batch = new ArrayList<>();
            long most = Math.min(pace.atOnce(), total - tried());
            while (batch.size() < most && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            send(batch).forEach(each);
        }
    }

    /** Takes the next letters, if there are any. */
    boolean look() {
        List<Letter> seen = browse.next();
        looked += seen.size();
        for (Letter letter : seen) {
            if (isBack(letter)) {
                cameBack++;
            } else if (plan.filter().test(letter)) {
                waiting.add(letter);
            }
        }
        return !seen.isEmpty();
    }

    /** From now on, it hears of letters before they are sent. */
    void expecting(Consumer<List<Letter>> listener) {
        beforeSending = listener;
    }

    long cameBack() {
        return cameBack;
    }

    long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean isStopped() {
        return stop.getAsBoolean();
    }

    Result result(Verdict canary, String problem) {
        return new Result(
                looked, browse.unseen(), sent, deleted, cameBack, failures, canary, stop.getAsBoolean(), problem);
    }

    private List<Letter> send(List<Letter> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        beforeSending.accept(batch);
        pace.await(batch.size());
        Map<String, String> failed = consumer.send(batch.stream()
                .map(letter -> Outgoing.toConsumer(letter, letter.message().body()))
                .toList());
        failed.values().forEach(why -> failures.merge(why, 1L, Long::sum));
        refusedInARow = failed.size() == batch.size() ? refusedInARow + 1 : 0;
        List<Letter> arrived = batch.stream()
                .filter(letter -> !failed.containsKey(letter.messageId()))
                .toList();
        arrived.forEach(letter -> sentFirstIds.add(letter.firstId()));
        sent += arrived.size();
        deleted +=
                browse.delete(arrived.stream().map(Letter::messageId).toList()).size();
        progress.accept(sent);
        return arrived;
    }

    /** An older letter of the same first id is another copy, which some replay sent and could not delete. */
    private boolean isBack(Letter letter) {
        return sentFirstIds.contains(letter.firstId()) && letter.sentAt().isAfter(start.minus(CLOCK_SKEW));
    }

    private long tried() {
        return sent + failed();
    }
}
