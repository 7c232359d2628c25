package dev.taly.activity.app.cli.doctor;

import java.util.List;

/** Looks at one thing of a stack. */
interface Check {
    /** What it looks at, in one or two words. */
    String subject();

    /**
     * Looks.
     *
     * @return at least one finding
     * @throws UnansweredException if something that it must know cannot be asked
     */
    List<Finding> look(Site site, Account account);
}
