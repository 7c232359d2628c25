package dev.taly.activity.model;

import java.util.ArrayList;
import java.util.List;

/** What happened in a schedule, for whoever has to find out why it failed. */
final class Steps {
    private final VirtualTime time;
    private final List<Step> steps = new ArrayList<>();

    private record Step(long millis, Text what) {
        @Override
        public String toString() {
            return millis + " ms: " + what;
        }
    }

    Steps(VirtualTime time) {
        this.time = time;
    }

    void note(String format, Object... arguments) {
        steps.add(new Step(time.elapsedMillis(), Text.of(format, arguments)));
    }

    List<String> lines() {
        return steps.stream().map(Step::toString).toList();
    }
}
