package dev.taly.activity.deploy;

import static dev.taly.activity.deploy.StackValues.map;

import dev.taly.activity.local.template.DeploymentTemplate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a stack's resources are called, as AWS makes it of the stack's name, or as it could, where it makes names up. */
final class MotoNames {
    private MotoNames() {}

    /** By a resource's id what a Ref gives, and with {@code .Arn} its ARN. */
    static Map<String, String> of(MotoServer server, String stack) {
        Map<String, String> known = new HashMap<>(Map.of(
                "AWS::StackName",
                stack,
                "AWS::Region",
                MotoServer.REGION,
                "AWS::AccountId",
                MotoServer.ACCOUNT,
                "AWS::Partition",
                "aws"));
        String account = MotoServer.REGION + ":" + MotoServer.ACCOUNT;
        StackValues bare = new StackValues(DeploymentTemplate.shipped().tree(), known);
        for (String id : bare.ids("AWS::SQS::Queue")) {
            String name = named(bare, id, "QueueName");
            known.put(id, server.endpoint() + "/" + MotoServer.ACCOUNT + "/" + name);
            known.put(id + ".Arn", "arn:aws:sqs:" + account + ":" + name);
        }
        for (String id : bare.ids("AWS::SNS::Topic")) {
            known.put(id, "arn:aws:sns:" + account + ":" + named(bare, id, "TopicName"));
        }
        for (String id : bare.ids("AWS::S3::Bucket")) {
            String name = stack + "-" + id.toLowerCase(Locale.ROOT);
            known.put(id, name);
            known.put(id + ".Arn", "arn:aws:s3:::" + name);
        }
        known.put("StoredRule.Arn", "arn:aws:events:" + account + ":rule/" + stack + "-stored");
        return known;
    }

    private static String named(StackValues bare, String id, String property) {
        Map<String, Object> properties =
                map(map(map(bare.template().get("Resources")).get(id)).get("Properties"));
        return bare.resolve(properties.get(property)).toString();
    }
}
