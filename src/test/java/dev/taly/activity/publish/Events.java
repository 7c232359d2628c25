package dev.taly.activity.publish;

import dev.taly.activity.event.ActivityEvent;

/** Sample events. */
final class Events {
    private Events() {}

    /** An ordinary event that lacks what the publisher adds. */
    static ActivityEvent.Builder login() {
        return ActivityEvent.builder()
                .tenantId("acme")
                .actorId("user-7")
                .action("user_login")
                .resource("session");
    }

    static ActivityEvent.Builder login(String id) {
        return login().id(id);
    }
}
