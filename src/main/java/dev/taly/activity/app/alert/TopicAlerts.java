package dev.taly.activity.app.alert;

import dev.taly.activity.app.audit.Publication;
import dev.taly.activity.publish.Transport;
import dev.taly.activity.watch.alert.Alert;
import dev.taly.activity.watch.alert.AlertChannel;

/** Publishes each alert as an activity event, so that the archive has it, too. Safe for any number of threads, one at a time. */
public final class TopicAlerts implements AlertChannel, AutoCloseable {
    private final Publication publication;

    /** To that topic. */
    public TopicAlerts(Transport topic) {
        this.publication = new Publication(topic);
    }

    @Override
    public synchronized void deliver(Alert alert) {
        publication.publish(alert.event()).ifPresent(problem -> {
            throw new IllegalStateException("the alert's event was not published: " + problem);
        });
    }

    @Override
    public void close() {
        publication.close();
    }
}
