package dev.taly.activity.app.cli.doctor;

/** How something was found. */
sealed interface Outcome {
    /** What was found, or why it was not looked at. */
    String what();

    /** As it must be. */
    record Well(String what) implements Outcome {}

    /**
     * Events are safe, and something about it is not as it should be.
     *
     * @param means what that means for events
     * @param fix a command, a parameter of the template, or whom to ask
     */
    record Warning(String what, String means, String fix) implements Outcome {}

    /**
     * Events are lost, late or unprotected, or may be.
     *
     * @param means what that means for events
     * @param fix a command, a parameter of the template, or whom to ask
     */
    record Problem(String what, String means, String fix) implements Outcome {}

    /**
     * Nobody knows.
     *
     * @param what why
     * @param leftOut whether nobody asked for it, rather than that it could not be found out
     */
    record NotChecked(String what, boolean leftOut) implements Outcome {
        /** It could not be found out. */
        static NotChecked because(String why) {
            return new NotChecked(why, false);
        }

        /** Nobody asked for it, or there is no such thing there. */
        static NotChecked leftOut(String why) {
            return new NotChecked(why, true);
        }
    }
}
