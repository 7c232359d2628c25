package dev.taly.activity.app.snapshot;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The JVM's compiler, which works behind the rehearsal: what it has not come to would slow down the first invocations. */
final class Compilation {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int QUIET_STEPS = 3;
    private static final int MOST_STEPS = 100;

    private Compilation() {}

    /** Waits until it has nothing left to do, ten seconds at most. */
    static void awaitIdle() throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        if (compiler == null || !compiler.isCompilationTimeMonitoringSupported()) {
            return;
        }
        long spent = compiler.getTotalCompilationTime();
        int quiet = 0;
        for (int step = 0; step < MOST_STEPS && quiet < QUIET_STEPS; step++) {
            Thread.sleep(STEP.toMillis());
            long now = compiler.getTotalCompilationTime();
            quiet = now == spent ? quiet + 1 : 0;
            spent = now;
        }
    }
}
