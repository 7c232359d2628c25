package dev.taly.activity.ingest;

import dev.taly.activity.event.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event of a request.
 *
 * @param id its id, as far as it is known
 * @param problem why it was not taken; null if it was
 */
record Item(@Nullable String id, @Nullable Problem problem) {
    private static final int TAKEN = 202;

    static Item taken(String id) {
        return new Item(id, null);
    }

    static Item refused(Problem problem) {
        return new Item(null, problem);
    }

    boolean isTaken() {
        return problem == null;
    }

    int status() {
        return problem == null ? TAKEN : problem.status();
    }

    void write(JsonText json, int index) {
        json.begin('{').name("index").json(Integer.toString(index));
        json.name("status").json(Integer.toString(status())).member("id", id);
        if (problem != null) {
            json.name("problem").begin('{');
            problem.writeMembers(json);
            json.end('}');
        }
        json.end('}');
    }
}
