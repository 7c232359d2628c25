package dev.taly.activity.app.cli.doctor;

import java.util.function.Consumer;

/**
 * Something wrong with a stack, and the one finding that it must give.
 *
 * @param subject of the finding
 * @param problem whether it is a problem, else a warning
 * @param what a part of the finding's sentence
 * @param fix a part of its fix
 */
record Fault(String name, Consumer<HealthyStack> breaking, String subject, boolean problem, String what, String fix) {
    static Fault problem(String name, Consumer<HealthyStack> breaking, String subject, String what, String fix) {
        return new Fault(name, breaking, subject, true, what, fix);
    }

    static Fault warning(String name, Consumer<HealthyStack> breaking, String subject, String what, String fix) {
        return new Fault(name, breaking, subject, false, what, fix);
    }

    @Override
    public String toString() {
        return name;
    }
}
