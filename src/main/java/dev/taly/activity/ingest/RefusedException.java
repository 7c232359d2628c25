package dev.taly.activity.ingest;

import java.util.Map;

/** Ends the work on a request that is refused as a whole. It never leaves the room. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpAnswer answer;

    RefusedException(Problem problem, Map<String, String> headers) {
        // No stack trace: it is an answer, and whoever sends nonsense should not be the one who costs most.
        super(problem.code(), null, false, false);
        this.answer = problem.answer().with(headers);
    }

    RefusedException(Fault fault) {
        this(fault.problem(), Map.of());
    }

    HttpAnswer answer() {
        return answer;
    }
}
