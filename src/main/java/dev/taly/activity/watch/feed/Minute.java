package dev.taly.activity.watch.feed;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.event.Outcome;

/** The names of one minute. For one thread. */
final class Minute {
    private static final String LOGIN_FAILED = "login_failed";
    private static final String LOGIN = "user_login";

    final long number;
    final TopCounts actors;
    final TopCounts actions;
    final TopCounts failedActors;
    private long failedLogins;

    Minute(long number, int names) {
        this.number = number;
        actors = new TopCounts(names);
        actions = new TopCounts(names);
        failedActors = new TopCounts(names);
    }

    void add(ActivityEvent event) {
        actors.add(event.actorId());
        actions.add(event.action());
        if (isFailedLogin(event)) {
            failedLogins++;
            failedActors.add(event.actorId());
        }
    }

    long failedLogins() {
        return failedLogins;
    }

    boolean isExact() {
        return actors.error() + actions.error() + failedActors.error() == 0;
    }

    private static boolean isFailedLogin(ActivityEvent event) {
        return event.action().equals(LOGIN_FAILED)
                || (event.action().equals(LOGIN) && event.outcome() == Outcome.FAILURE);
    }
}
