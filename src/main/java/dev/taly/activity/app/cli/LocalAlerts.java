package dev.taly.activity.app.cli;

import dev.taly.activity.app.QueueDepth;
import dev.taly.activity.app.Wiring;
import dev.taly.activity.app.alert.DeadLetterCounts;
import dev.taly.activity.app.alert.LiveAlerts;
import dev.taly.activity.app.alert.SnsAlerts;
import dev.taly.activity.app.alert.TopicAlerts;
import dev.taly.activity.app.cli.shell.CommandFailure;
import dev.taly.activity.app.http.dashboard.AlertNotice;
import dev.taly.activity.app.stack.DeployedStack;
import dev.taly.activity.app.stack.LocalDeployment;
import dev.taly.activity.app.stack.LocalFiles;
import dev.taly.activity.archive.DirectoryObjects;
import dev.taly.activity.local.LocalEndpoints;
import dev.taly.activity.publish.SnsTransport;
import dev.taly.activity.watch.alert.S3AlertStates;
import dev.taly.activity.watch.metrics.MetricSink;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The alerts of the local stack. */
final class LocalAlerts {
    private LocalAlerts() {}

    /**
     * Begins.
     *
     * @throws CommandFailure if {@code alerts.yaml} is wrong
     */
    static LiveAlerts start(LocalDeployment local, Path data, MetricSink metrics) {
        LocalEndpoints at = local.endpoints();
        SqsClient sqs = local.clients().sqs();
        try {
            return LiveAlerts.start(
                    new LiveAlerts.Parts(
                            new DirectoryObjects(data),
                            new DeadLetterCounts(List.of(at.dlqUrl()), url -> QueueDepth.of(sqs, url)),
                            new S3AlertStates(local.clients().s3(), DeployedStack.ALERT_STATES),
                            Map.of(
                                    "people", new SnsAlerts(local.clients().sns(), at.alertTopicArn()),
                                    "events",
                                            new TopicAlerts(new SnsTransport(
                                                    local.clients().sns(), at.topicArn()))),
                            metrics),
                    Wiring.alertRules(Optional.of(LocalFiles.in(data).config())),
                    Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "Mend the file, or remove it.", e);
        }
    }

    /** The latest, the newest first, as the dashboard shows them. */
    static List<AlertNotice> notices(LiveAlerts alerts) {
        List<AlertNotice> notices = new ArrayList<>();
        alerts.recent()
                .forEach(alert -> notices.add(new AlertNotice(
                        alert.id(),
                        alert.time(),
                        alert.severity(),
                        alert.title(),
                        alert.sentence(),
                        alert.tenantId())));
        Collections.reverse(notices);
        return notices;
    }
}
