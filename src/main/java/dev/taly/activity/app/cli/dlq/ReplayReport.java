package dev.taly.activity.app.cli.dlq;

import dev.taly.activity.app.cli.shell.Console;
import dev.taly.activity.deadletter.Replay;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a replay did, in names and numbers, and in sentences where something is left to do. */
final class ReplayReport {
    private ReplayReport() {}

    static Map<String, Object> result(Replay.Result end, String filter) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("filter", filter);
        result.put("looked", end.looked());
        result.put("sent", end.sent());
        result.put("deleted", end.deleted());
        result.put("cameBack", end.cameBack());
        result.put("failed", end.failed());
        if (end.canary() != Replay.Verdict.NONE) {
            result.put("canary", end.canary().name().toLowerCase(Locale.ROOT));
        }
        if (!end.failures().isEmpty()) {
            result.put("failures", end.failures());
        }
        result.put("complete", end.isComplete());
        return result;
    }

    /** @param canaryWait how many seconds the canary was given */
    static void explain(Console console, Replay.Result end, int canaryWait) {
        switch (end.canary()) {
            case FAILED ->
                console.problem(
                        "the canary failed, so no other letter was sent",
                        "See why with `activity dlq list`, then mend what is wrong.");
            case UNDECIDED ->
                console.problem(
                        "some of the canary were neither stored nor back, so no other letter was sent",
                        "Is the consumer running? --canary-wait waits longer than " + canaryWait + " s.");
            case NONE, PASSED -> {}
        }
        if (end.deleted() < end.sent()) {
            console.problem(
                    end.sent() - end.deleted() + " letters were sent and could not be deleted",
                    "The next replay sends them once more; their events' ids are the same, so they count once.");
        }
        Results.noteUnseen(console, end.unseen());
        Results.explain(console, end.problem(), Set.of(), end.stopped());
    }
}
