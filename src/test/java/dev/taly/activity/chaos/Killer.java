package dev.taly.activity.chaos;

import dev.taly.activity.chaos.KillSchedule.Doom;
import dev.taly.activity.faults.AwsRequest;
import dev.taly.activity.faults.Watcher;
import dev.taly.activity.local.lambda.LocalFunction.Invocation;
import dev.taly.activity.runtime.ChildFunction;
import dev.taly.activity.runtime.ExecutionEnvironment;
import dev.taly.activity.runtime.FailedInvocationException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills the processes of doomed invocations. It sits between the event source mapping and the processes, and watches the
 * requests that they send, which it knows by their access keys. Safe for any number of threads.
 */
final class Killer implements ChildFunction.Call, Watcher, AutoCloseable {
    private final KillSchedule schedule;
    private final Runnable onInvocation;
    private final Map<String, Target> targets = new ConcurrentHashMap<>();
    private final Map<KillPoint, Integer> kills = new EnumMap<>(KillPoint.class);
    private final AtomicInteger invocations = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    Killer(KillSchedule schedule, Runnable onInvocation) {
        this.schedule = schedule;
        this.onInvocation = onInvocation;
    }

    /** A process that dies with a request. */
    private record Target(ExecutionEnvironment environment, KillPoint point, AtomicInteger requestsLeft) {
        boolean isHit(KillPoint at) {
            return point == at && requestsLeft.decrementAndGet() == 0;
        }
    }

    @Override
    public byte[] invoke(ExecutionEnvironment environment, byte[] event, Invocation invocation) throws Exception {
        invocations.incrementAndGet();
        onInvocation.run();
        Optional<Doom> doom = schedule.next();
        if (doom.isEmpty()) {
            return environment.invoke(event, invocation);
        }
        try {
            return switch (doom.get().point()) {
                case BEFORE -> {
                    environment.kill();
                    yield environment.invoke(event, invocation);
                }
                case REQUEST_LOST, REQUEST_DONE -> untilRequest(doom.get(), environment, event, invocation);
                case ANY_TIME -> untilTime(doom.get(), environment, event, invocation);
                case ANSWER_LOST -> {
                    environment.invoke(event, invocation);
                    environment.kill();
                    throw new FailedInvocationException("killed before its answer was heard");
                }
                case AFTER -> environment.invoke(event, invocation);
            };
        } finally {
            // Who has outlived its hour dies now: each doom is one kill.
            count(environment.isAlive() ? KillPoint.AFTER : doom.get().point());
            environment.kill();
        }
    }

    private byte[] untilRequest(Doom doom, ExecutionEnvironment environment, byte[] event, Invocation invocation)
            throws Exception {
        targets.put(environment.name(), new Target(environment, doom.point(), new AtomicInteger(doom.request())));
        try {
            return environment.invoke(event, invocation);
        } finally {
            targets.remove(environment.name());
        }
    }

    private byte[] untilTime(Doom doom, ExecutionEnvironment environment, byte[] event, Invocation invocation)
            throws Exception {
        environment.awaitReady(invocation);
        Future<?> kill = timer.schedule(environment::kill, doom.millis(), TimeUnit.MILLISECONDS);
        try {
            return environment.invoke(event, invocation);
        } finally {
            kill.cancel(false);
        }
    }

    @Override
    public boolean arrived(AwsRequest request) {
        Target target = targets.get(request.accessKey());
        if (target == null || !target.isHit(KillPoint.REQUEST_LOST)) {
            return true;
        }
        target.environment.kill();
        return false;
    }

    @Override
    public void done(AwsRequest request) {
        Target target = targets.get(request.accessKey());
        if (target != null && target.isHit(KillPoint.REQUEST_DONE)) {
            target.environment.kill();
        }
    }

    private synchronized void count(KillPoint point) {
        kills.merge(point, 1, Integer::sum);
    }

    synchronized Map<KillPoint, Integer> kills() {
        return new EnumMap<>(kills);
    }

    int invocations() {
        return invocations.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
