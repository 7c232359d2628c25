package dev.taly.activity.app.cli.doctor;

import java.util.List;

/** What is not looked at, so that nobody takes it for well. */
record LeftOut(String subject, String why) implements Check {
    @Override
    public List<Finding> look(Site site, Account account) {
        return List.of(new Finding(subject, Outcome.NotChecked.leftOut(why)));
    }
}
