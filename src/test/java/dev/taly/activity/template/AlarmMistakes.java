package dev.taly.activity.template;

import static dev.taly.activity.template.Mutation.remove;
import static dev.taly.activity.template.Mutation.set;

import dev.taly.activity.local.template.DeploymentTemplate;
import java.util.List;
import java.util.Map;

/** Mistakes in what watches the figures; all of them deploy. */
final class AlarmMistakes {
    private static final String STUCK = "Resources/NothingStoredAlarm/Properties/";
    private static final String REJECTED = "Resources/RejectedAlarm/Properties/";
    private static final String LATENCY = "Resources/LatencyAlarm/Properties/";
    private static final String BODY = "Resources/Dashboard/Properties/DashboardBody";

    static final List<Mutation> ALL = List.of(
            set("every alarm watches a real metric", LATENCY + "MetricName", "QueueToStoreSeconds"),
            set(
                    "every alarm watches a real metric",
                    STUCK + "Metrics/3/MetricStat/Metric/Namespace",
                    "activity-logger"),
            set(
                    "every alarm has the dimension of its metric",
                    REJECTED + "Metrics/1/MetricStat/Metric/Dimensions/0/Name",
                    "StackName"),
            set("every alarm has the dimension of its metric", LATENCY + "Dimensions/0/Value", "activity"),
            set("an alarm's expression knows its names and gives one series", STUCK + "Metrics/3/Id", "events"),
            set("an alarm's expression knows its names and gives one series", STUCK + "Metrics/2/ReturnData", true),
            set(
                    "a full queue of which nothing is stored rings, also when no figures come",
                    STUCK + "Metrics/0/Expression",
                    "IF(waiting > 0 AND stored == 0, 1, 0)"),
            remove(
                    "a full queue of which nothing is stored rings, also when no figures come",
                    "Resources/NothingStoredAlarm"),
            set("many refused events ring", REJECTED + "Threshold", 50),
            remove("many refused events ring", "Resources/RejectedAlarm"),
            set("slow events ring, and a window that was chosen does not", "Parameters/LatencySeconds/Default", 300),
            set("slow events ring, and a window that was chosen does not", LATENCY + "ExtendedStatistic", "p50"),
            set("the dashboard is JSON with widgets", BODY, Mistakes.sub("{\"widgets\": [}")),
            set("the dashboard is JSON with widgets", BODY, changed("${AWS::Region}", "us-east-1")),
            set("the dashboard shows real metrics of this stack", BODY, changed("QueueToStore", "QueueToStores")),
            set("the dashboard shows real metrics of this stack", BODY, changed("Stack,Code}", "Stack,Codes}")),
            set(
                    "the dashboard shows real metrics of this stack",
                    BODY,
                    changed("\"Stack\", \"${AWS::StackName}\"", "\"Stack\", \"activity\"")),
            set("every figure in CloudWatch is on the dashboard", BODY, changed("BatchDuplicates", "EventsStored")),
            set("the dashboard's widgets lie beside each other", BODY, changed("\"x\": 8", "\"x\": 4")),
            set("the function's figures are this stack's", variable("Consumer"), "activity"),
            remove("the function's figures are this stack's", variable("Ingest")),
            remove("the function's figures are this stack's", variable("Quarantine")));

    private AlarmMistakes() {}

    private static String variable(String function) {
        return "Resources/" + function + "/Properties/Environment/Variables/METRICS_STACK";
    }

    private static Map<String, Object> changed(String text, String other) {
        String body = Node.root(DeploymentTemplate.shipped().tree())
                .properties("Dashboard")
                .at("DashboardBody", "Fn::Sub")
                .text();
        if (!body.contains(text)) {
            throw new IllegalStateException(text + " is not on the dashboard");
        }
        return Mistakes.sub(body.replace(text, other));
    }
}
