package dev.taly.activity.template;

import dev.taly.activity.local.template.DeploymentTemplate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a managed policy of the template allows, for tests of those whom it is for. */
public final class Rights {
    private static final String BUCKET = "arn:aws:s3:::bucket";

    private final Node template = Node.root(DeploymentTemplate.shipped().tree());
    private final String policy;

    /** @param policy its name in the template */
    public Rights(String policy) {
        this.policy = policy;
    }

    /**
     * Whether it allows that.
     *
     * @param part a resource of the template; {@code *} for what has none
     * @param key in a bucket, or a prefix to list; empty for the bucket itself
     */
    public boolean allow(String action, String part, String key) {
        if (part.equals("Bucket") && !key.isEmpty()) {
            boolean lists = action.equals("s3:ListBucket");
            return new Access(template, policy, lists ? Map.of("s3:prefix", key) : Map.of())
                    .allows(action, lists ? BUCKET : BUCKET + "/" + key);
        }
        Set<String> granted = PolicyRules.granted(template.properties(policy));
        return Stream.of(
                        "Ref=" + part,
                        "Fn::GetAtt=[" + part + ", Arn]",
                        part,
                        sub("cloudformation", part.equals("AWS::StackName") ? "stack/${AWS::StackName}/*" : ""),
                        sub("cloudwatch", part.equals("Alarms") ? "alarm:${AWS::StackName}-*" : ""),
                        sub("lambda", "event-source-mapping:${" + part + "}"))
                .anyMatch(resource -> granted.contains(action + " on " + resource));
    }

    /** All actions that it allows on anything. */
    public Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        PolicyRules.granted(template.properties(policy))
                .forEach(grant -> actions.add(grant.substring(0, grant.indexOf(' '))));
        return actions;
    }

    private static String sub(String service, String resource) {
        return "Fn::Sub=arn:${AWS::Partition}:" + service + ":${AWS::Region}:${AWS::AccountId}:" + resource;
    }
}
