package dev.taly.activity.app.cli.doctor;

import dev.taly.activity.app.cli.doctor.Outcome.NotChecked;
import dev.taly.activity.app.cli.doctor.Outcome.Problem;
import dev.taly.activity.app.cli.doctor.Outcome.Warning;
import dev.taly.activity.app.cli.doctor.Outcome.Well;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with one subject. For one thread. */
final class Findings {
    private final String subject;
    private final List<Finding> wrong = new ArrayList<>();

    private Findings(String subject) {
        this.subject = subject;
    }

    static Findings about(String subject) {
        return new Findings(subject);
    }

    /** Adds a problem, if it is one. */
    Findings problem(boolean isWrong, String what, String means, String fix) {
        return isWrong ? add(new Problem(what, means, fix)) : this;
    }

    /** Adds a warning, if it is one. */
    Findings warning(boolean isWrong, String what, String means, String fix) {
        return isWrong ? add(new Warning(what, means, fix)) : this;
    }

    /** Adds that a part of it could not be looked at. */
    Findings notChecked(String why) {
        return add(NotChecked.because(why));
    }

    /** What is wrong; where nothing is, that it is well. */
    List<Finding> orWell(String what) {
        return wrong.isEmpty() ? List.of(new Finding(subject, new Well(what))) : List.copyOf(wrong);
    }

    private Findings add(Outcome outcome) {
        wrong.add(new Finding(subject, outcome));
        return this;
    }
}
