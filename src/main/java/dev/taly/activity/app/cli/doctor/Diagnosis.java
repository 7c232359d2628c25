package dev.taly.activity.app.cli.doctor;

import java.util.List;

/** All findings. */
record Diagnosis(List<Finding> findings) {
    private static final int WELL = 0;
    private static final int PROBLEM = 1;
    private static final int UNKNOWN = 2;

    Diagnosis {
        findings = List.copyOf(findings);
    }

    long well() {
        return count(Outcome.Well.class);
    }

    long warnings() {
        return count(Outcome.Warning.class);
    }

    long problems() {
        return count(Outcome.Problem.class);
    }

    /** What could not be found out; not what was left out. */
    long notChecked() {
        return findings.stream()
                .filter(finding -> finding.outcome() instanceof Outcome.NotChecked not && !not.leftOut())
                .count();
    }

    /** 0 where all is well, warnings allowed; 1 where there is a problem; 2 where something could not be found out. */
    int exitCode() {
        if (problems() > 0) {
            return PROBLEM;
        }
        return notChecked() > 0 ? UNKNOWN : WELL;
    }

    private long count(Class<? extends Outcome> kind) {
        return findings.stream()
                .filter(finding -> kind.isInstance(finding.outcome()))
                .count();
    }
}
