package dev.taly.activity.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.taly.activity.event.Rejection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a file of events.
 *
 * @param accepted events that the topic confirmed
 * @param refused lines that are no events, the first {@link #MAX_LISTED}
 * @param refusedInAll all of them
 * @param failed events that could not be delivered
 * @param failures why, and how many for each reason
 */
record PublishSummary(
        long accepted, List<Refused> refused, long refusedInAll, long failed, Map<String, Long> failures) {
    static final int MAX_LISTED = 1_000;

    /** A line that is no event. */
    record Refused(long line, Rejection rejection) {}

    boolean isComplete() {
        return refusedInAll + failed == 0;
    }

    void print(PrintWriter out) {
        for (Refused line : refused) {
            Rejection rejection = line.rejection();
            out.printf(
                    Locale.ROOT,
                    "line %d: %s at %s: %s%n",
                    line.line(),
                    rejection.code().wire(),
                    rejection.pointer().isEmpty() ? "#" : rejection.pointer(),
                    rejection.message());
        }
        if (refusedInAll > refused.size()) {
            out.printf(Locale.ROOT, "… and more refused lines: %,d%n", refusedInAll - refused.size());
        }
        failures.forEach((why, count) -> out.printf(Locale.ROOT, "failed: %s (%,d)%n", why, count));
        out.printf(Locale.ROOT, "accepted %,d · refused %,d · failed %,d%n", accepted, refusedInAll, failed);
    }

    void printJson(PrintWriter out) {
        ObjectNode result = new JsonMapper().createObjectNode();
        result.put("accepted", accepted).put("refused", refusedInAll).put("failed", failed);
        ArrayNode lines = result.putArray("refusedLines");
        refused.forEach(line -> lines.addObject()
                .put("line", line.line())
                .put("code", line.rejection().code().wire())
                .put("pointer", line.rejection().pointer())
                .put("message", line.rejection().message()));
        ObjectNode reasons = result.putObject("failures");
        failures.forEach(reasons::put);
        out.println(result.toPrettyString());
    }
}
