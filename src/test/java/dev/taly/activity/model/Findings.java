package dev.taly.activity.model;

import java.util.ArrayList;
import java.util.List;

/** The promises found broken. They are noted, not thrown: where they are found, the product would catch them. */
final class Findings {
    private final Steps steps;
    private final List<Finding> all = new ArrayList<>();

    /** One broken promise. */
    record Finding(Promise promise, Text what) {}

    Findings(Steps steps) {
        this.steps = steps;
    }

    void expect(boolean holds, Promise promise, String otherwise, Object... arguments) {
        if (!holds) {
            Text what = Text.of(otherwise, arguments);
            all.add(new Finding(promise, what));
            steps.note("BROKEN %s: %s", promise, what);
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
