package dev.taly.activity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taly.activity.event.ActivityEvent;
import dev.taly.activity.publish.ActivityPublisher;
import dev.taly.activity.publish.PublishResult;
import java.util.HashSet;
import java.util.Set;

/** Publishes events of one tenant, of which each must be accepted. */
final class Published {
    private Published() {}

    /** The ids. */
    static Set<String> by(ActivityPublisher publisher, String tenant, int count) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            assertThat(publisher.publish(event(tenant)))
                    .isInstanceOfSatisfying(PublishResult.Accepted.class, accepted -> ids.add(accepted.id()));
        }
        return ids;
    }

    static ActivityEvent.Builder event(String tenant) {
        return ActivityEvent.builder()
                .tenantId(tenant)
                .actorId("user-1")
                .action("user_login")
                .resource("session");
    }
}
