package dev.taly.activity.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The rules in force, and the count of what they did. The first rule that wants a request gets it. Which of a rule's matching
 * requests it takes, the first, the third and so on, depends on the seed alone; which request comes first does not. Safe for
 * any number of threads.
 */
public final class FaultPlan {
    private final SplittableRandom seeds;
    private final List<Active> rules = new ArrayList<>();
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);

    FaultPlan(long seed) {
        this.seeds = new SplittableRandom(seed);
    }

    public synchronized FaultPlan add(FaultRule rule) {
        rules.add(new Active(rule, seeds.split()));
        return this;
    }

    /** No faults from now on; the count stays. */
    public synchronized void end() {
        rules.clear();
    }

    /** No faults from now on, and none so far. */
    public synchronized void startOver() {
        rules.clear();
        injected.clear();
    }

    /** How often each fault was done so far. */
    public synchronized Map<Fault, Integer> injected() {
        return new EnumMap<>(injected);
    }

    public synchronized int injected(Fault fault) {
        return injected.getOrDefault(fault, 0);
    }

    synchronized Optional<Fault> next(AwsRequest request) {
        for (Active rule : rules) {
            if (rule.wants(request)) {
                injected.merge(rule.rule.fault(), 1, Integer::sum);
                return Optional.of(rule.rule.fault());
            }
        }
        return Optional.empty();
    }

    private static final class Active {
        private final FaultRule rule;
        private final SplittableRandom random;
        private int left;

        Active(FaultRule rule, SplittableRandom random) {
            this.rule = rule;
            this.random = random;
            this.left = rule.most();
        }

        boolean wants(AwsRequest request) {
            if (left == 0 || !rule.when().test(request) || random.nextDouble() >= rule.share()) {
                return false;
            }
            left--;
            return true;
        }
    }
}
